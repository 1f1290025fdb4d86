#pragma once
#include <glad/gl.h>

#include <utility>

namespace ganscope {

/// Owns one OpenGL name and deletes it on the render thread, where it must be destroyed.
template <class Traits>
class GlHandle {
 public:
  GlHandle() : name_(Traits::make()) {}
  ~GlHandle() { reset(); }
  GlHandle(GlHandle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  GlHandle& operator=(GlHandle&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }
  GlHandle(const GlHandle&) = delete;
  GlHandle& operator=(const GlHandle&) = delete;

  [[nodiscard]] GLuint name() const { return name_; }

 private:
  void reset() {
    if (name_ != 0) Traits::destroy(name_);
    name_ = 0;
  }
  GLuint name_;
};

struct BufferTraits {
  static GLuint make() {
    GLuint n = 0;
    glGenBuffers(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteBuffers(1, &n); }
};
struct VertexArrayTraits {
  static GLuint make() {
    GLuint n = 0;
    glGenVertexArrays(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteVertexArrays(1, &n); }
};
struct TextureTraits {
  static GLuint make() {
    GLuint n = 0;
    glGenTextures(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteTextures(1, &n); }
};
struct FramebufferTraits {
  static GLuint make() {
    GLuint n = 0;
    glGenFramebuffers(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteFramebuffers(1, &n); }
};

using Buffer = GlHandle<BufferTraits>;
using VertexArray = GlHandle<VertexArrayTraits>;
using Texture = GlHandle<TextureTraits>;
using Framebuffer = GlHandle<FramebufferTraits>;

}  // namespace ganscope
