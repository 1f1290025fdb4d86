#pragma once
#include <glm/vec2.hpp>
#include <memory>

#include "view/gpu/handle.hpp"
#include "view/scene/image.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// An offscreen RGBA picture that layers draw into and panels show as a texture.
class RenderTarget {
 public:
  /// 1 to 16384 pixels each way. Throws Error when the driver refuses the size.
  RenderTarget(int width, int height);

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] GLuint texture() const { return texture_.name(); }
  [[nodiscard]] GLuint framebuffer() const { return framebuffer_.name(); }

  /// Makes it the current target, sets the viewport and clears.
  void begin(Colour background) const;
  /// Back to the default framebuffer.
  static void end();

  /// Copies the pixels to another framebuffer of `viewport` pixels, with the upper left corner at `at`,
  /// y down.
  void copy_to(unsigned framebuffer, glm::vec2 at, glm::vec2 viewport) const;

  /// Waits for drawing and copies the pixels, rows top to bottom.
  [[nodiscard]] Image read() const;

 private:
  int width_;
  int height_;
  Texture texture_;
  Framebuffer framebuffer_;
};

/// Makes `target` of this size anew when it has another; true when it did.
bool fit(std::unique_ptr<RenderTarget>& target, glm::vec2 size);

/// Copies the pixels of the framebuffer bound for reading, rows top to bottom.
[[nodiscard]] Image read_pixels(int width, int height);

}  // namespace ganscope
