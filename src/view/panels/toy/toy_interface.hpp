#pragma once
#include "view/panels/toy/toy_state.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {

/// Builds one ImGui frame of the toy mode: the picture with its overlay and, when shown, the panels
/// around it. `inset_texture` is the latent inset's OpenGL name, 0 for none. Reads, changes nothing, and
/// returns what the person asked for.
[[nodiscard]] ToyViewCommands build_toy_interface(const ToyPanelInput& input, const ToyViewState& state,
                                                  const Layout& layout, unsigned inset_texture);

}  // namespace ganscope
