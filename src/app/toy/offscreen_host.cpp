#include "app/toy/offscreen_host.hpp"

#include "app/toy/frame_request.hpp"
#include "view/gpu/gl.hpp"

namespace ganscope {
OffscreenHost::OffscreenHost(int width, int height) : output_(width, height) {}

Image OffscreenHost::draw(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state) {
  const ToyStage::View view{frame, input, state, {output_.width(), output_.height()}, output_.framebuffer()};
  static_cast<void>(stage_.draw(view));
  // ImGui settles the sizes of new windows in their second frame.
  const bool unsettled = !settled_ || settled_->panels != state.panels || settled_->help != state.help ||
                         settled_->scale != state.scale;
  if (unsettled) static_cast<void>(stage_.draw(view));
  settled_ = {.panels = state.panels, .help = state.help, .scale = state.scale};
  return output_.read();
}

void OffscreenHost::show(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state) {
  static_cast<void>(
      stage_.draw({frame, input, state, {output_.width(), output_.height()}, output_.framebuffer()}));
  glFinish();
}

FrameRequest OffscreenHost::request(const ToyConfig& config, const ToyViewState& state) const {
  return frame_request(empty_frame(config), {output_.width(), output_.height()}, state);
}

}  // namespace ganscope
