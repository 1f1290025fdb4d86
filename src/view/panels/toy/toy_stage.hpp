#pragma once
#include <memory>

#include "view/gpu/render_target.hpp"
#include "view/layers/toy_picture.hpp"
#include "view/panels/toy/toy_interface.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Draws the whole interface of the toy mode, panels and picture, into any framebuffer of any size.
/// The window host and the offscreen host both use this; they differ only in where it goes.
class ToyStage {
 public:
  ToyStage();

  struct View {
    ToyFramePtr frame;
    const ToyPanelInput& input;
    const ToyViewState& state;
    glm::vec2 size;            ///< pixels of the output
    unsigned framebuffer = 0;  ///< OpenGL name of the output; 0 is the window
    float seconds = 1.f / 60;  ///< since the last frame
  };
  /// Returns what the person asked for.
  ToyViewCommands draw(const View& view);

  [[nodiscard]] UiContext& ui() { return ui_; }

 private:
  UiContext ui_;
  ToyPicture picture_;
  std::unique_ptr<RenderTarget> inset_target_;
};

}  // namespace ganscope
