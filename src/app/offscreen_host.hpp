#pragma once
#include <optional>

#include "app/egl_context.hpp"
#include "view/panels/stage.hpp"

namespace ganscope {

/// Draws the same interface as the window without one.
class OffscreenHost {
 public:
  OffscreenHost(int width, int height);
  [[nodiscard]] Image draw(const ToyFramePtr& frame, const PanelInput& input, const ViewState& state);
  /// Draws as a window does: nothing is read back, but the call waits until it is drawn.
  void show(const ToyFramePtr& frame, const PanelInput& input, const ViewState& state);
  /// What a frame must hold for this size and these choices.
  [[nodiscard]] FrameRequest request(const ToyConfig& config, const ViewState& state) const;

 private:
  /// What decides the sizes of ImGui's windows.
  struct Settled {
    bool panels;
    bool help;
    float scale;
  };
  EglContext context_;
  ToyStage stage_;
  RenderTarget output_;
  std::optional<Settled> settled_;
};

/// What a frame must hold so that a picture of `size` pixels shows `state`: nothing for layers that
/// are off, and a field that covers exactly what is visible. `bounds`: the manifold's, of `dims`.
[[nodiscard]] FrameRequest frame_request(const ToyFrame& like, glm::vec2 size, const ViewState& state);

/// A frame that has only what cameras need: the manifold's bounds and dimension.
[[nodiscard]] ToyFrame empty_frame(const ToyConfig& config);

/// The lists of manifolds and priors as panels show them.
void fill_catalogue(PanelInput& input);

}  // namespace ganscope
