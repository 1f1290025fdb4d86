#pragma once
#include "view/gpu/gl.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// One frame of a mode whose picture is copied into the middle: `build` makes the interface and returns what
/// the person asked for, `picture` then puts the picture where panels leave room, and the panels are drawn
/// over it. `View` has state, size, framebuffer and seconds, as every stage's.
template <class View, class Build, class DrawPicture>
[[nodiscard]] auto staged_frame(UiContext& ui, const View& view, const Build& build,
                                const DrawPicture& picture) {
  ui.set_style(view.state.theme, view.state.scale);
  ui.begin(view.size, view.seconds);
  auto commands = build();
  picture();
  glBindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
  glViewport(0, 0, static_cast<GLsizei>(view.size.x), static_cast<GLsizei>(view.size.y));
  ui.end();
  return commands;
}

}  // namespace ganscope
