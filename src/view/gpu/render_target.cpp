#include "view/gpu/render_target.hpp"

#include <algorithm>
#include <string>

#include "core/error.hpp"

namespace ganscope {

RenderTarget::RenderTarget(int width, int height) : width_(width), height_(height) {
  GLint previous = 0;
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &previous);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  for (const GLenum name : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, name, GL_LINEAR);
  for (const GLenum name : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, name, GL_CLAMP_TO_EDGE);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(previous));
  if (status != GL_FRAMEBUFFER_COMPLETE)
    throw Error("OpenGL refuses a picture of " + std::to_string(width) + "x" + std::to_string(height) +
                " pixels");
}

void RenderTarget::begin(Colour background) const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glViewport(0, 0, width_, height_);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(background.r, background.g, background.b, 1.f);
  glClear(GL_COLOR_BUFFER_BIT);
}

void RenderTarget::end() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }

void RenderTarget::copy_to(unsigned framebuffer, glm::vec2 at, glm::vec2 viewport) const {
  const auto x = static_cast<GLint>(at.x);
  const auto y = static_cast<GLint>(viewport.y - at.y) - height_;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
  glBlitFramebuffer(0, 0, width_, height_, x, y, x + width_, y + height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

Image RenderTarget::read() const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.name());
  Image image = read_pixels(width_, height_);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  return image;
}

bool fit(std::unique_ptr<RenderTarget>& target, glm::vec2 size) {
  const int width = std::clamp(static_cast<int>(size.x), 1, 16384);
  const int height = std::clamp(static_cast<int>(size.y), 1, 16384);
  if (target && target->width() == width && target->height() == height) return false;
  target = std::make_unique<RenderTarget>(width, height);
  return true;
}

Image read_pixels(int width, int height) {
  // RGBA is what the framebuffer holds; asking for RGB makes drivers convert slowly.
  const auto w = static_cast<std::size_t>(width);
  const auto h = static_cast<std::size_t>(height);
  std::vector<std::uint8_t> rgba(w * h * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  Image image{width, height, std::vector<std::uint8_t>(w * h * 3)};
  for (std::size_t row = 0; row < h; ++row) {
    const std::uint8_t* from = rgba.data() + (h - 1 - row) * w * 4;
    std::uint8_t* to = image.rgb.data() + row * w * 3;
    for (std::size_t x = 0; x < w; ++x, from += 4, to += 3) {
      to[0] = from[0];
      to[1] = from[1];
      to[2] = from[2];
    }
  }
  return image;
}

}  // namespace ganscope
