#include "view/panels/toy/toy_stage.hpp"

#include <algorithm>
#include <cmath>

#include "view/gpu/gl.hpp"

namespace ganscope {
namespace {

/// A rectangle of the interface, y down, as OpenGL counts it.
ToyPicture::Area area_of(const Rect& rect, glm::vec2 output) {
  return {static_cast<int>(rect.min.x), static_cast<int>(output.y - rect.max.y),
          std::max(1, static_cast<int>(rect.width())), std::max(1, static_cast<int>(rect.height()))};
}

}  // namespace

ToyStage::ToyStage() = default;

ToyViewCommands ToyStage::draw(const View& view) {
  const UiContext::Current current(ui_);
  const Layout layout = lay_out(view.size, view.state.scale, view.state.panels);
  unsigned inset = 0;
  if (view.frame && view.state.picture.layers.has(LayerId::inset)) {
    const float side = std::ceil(150 * view.state.scale);
    fit(inset_target_, {side, side});
    picture_.draw_inset(view.frame, view.state.picture_options(), *inset_target_);
    inset = inset_target_->texture();
  }
  ui_.set_style(view.state.theme, view.state.scale);
  ui_.begin(view.size, view.seconds);
  ToyViewCommands commands = build_toy_interface(view.input, view.state, layout, inset);

  // The layers go straight where they are seen, and the panels cover the rest: a software renderer
  // pays for every pixel that is cleared, copied or blended once more.
  glBindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
  if (!layout.picture.empty())
    picture_.draw(view.frame, view.state.picture_options(), area_of(layout.picture, view.size));
  glViewport(0, 0, static_cast<GLsizei>(view.size.x), static_cast<GLsizei>(view.size.y));
  ui_.end();
  return commands;
}

}  // namespace ganscope
