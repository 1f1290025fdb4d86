#pragma once
#include <glm/vec2.hpp>

#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"
#include "view/panels/toy/toy_state.hpp"

namespace ganscope {

/// What a frame must hold so that a picture of `size` pixels shows `state`: nothing for layers that
/// are off, and a field that covers exactly what is visible. `bounds`: the manifold's, of `dims`.
[[nodiscard]] FrameRequest frame_request(const ToyFrame& like, glm::vec2 size, const ToyViewState& state);

/// A frame that has only what cameras need: the manifold's bounds and dimension.
[[nodiscard]] ToyFrame empty_frame(const ToyConfig& config);

/// The lists of manifolds and priors as panels show them.
void fill_catalogue(ToyPanelInput& input);

}  // namespace ganscope
