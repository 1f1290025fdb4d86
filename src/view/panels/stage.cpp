#include "view/panels/stage.hpp"

#include <algorithm>
#include <cmath>

#include "view/gpu/gl.hpp"

namespace ganscope {
namespace {

/// `target` of this size, made anew only when the size changed.
void fit(std::unique_ptr<RenderTarget>& target, glm::vec2 size) {
  const int width = std::clamp(static_cast<int>(size.x), 1, 16384);
  const int height = std::clamp(static_cast<int>(size.y), 1, 16384);
  if (!target || target->width() != width || target->height() != height)
    target = std::make_unique<RenderTarget>(width, height);
}

}  // namespace

ToyStage::ToyStage() = default;

ViewCommands ToyStage::draw(const View& view) {
  const Layout layout = lay_out(view.size, view.state.picture.scale, view.state.panels);
  fit(picture_target_, layout.picture.size());
  picture_.draw(view.frame, view.state.picture, *picture_target_);
  InterfaceTextures textures{picture_target_->texture(), 0};
  if (view.frame && view.state.picture.layers.has(LayerId::inset)) {
    const float side = std::ceil(150 * view.state.picture.scale);
    fit(inset_target_, {side, side});
    picture_.draw_inset(view.frame, view.state.picture, *inset_target_);
    textures.inset = inset_target_->texture();
  }

  ui_.set_style(view.state.picture.theme, view.state.picture.scale);
  ui_.begin(view.size, view.seconds);
  ViewCommands commands = build_interface(view.input, view.state, layout, textures);
  glBindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
  glViewport(0, 0, static_cast<GLsizei>(view.size.x), static_cast<GLsizei>(view.size.y));
  const Colour ground = theme(view.state.picture.theme).window;
  glClearColor(ground.r, ground.g, ground.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ui_.end();
  return commands;
}

}  // namespace ganscope
