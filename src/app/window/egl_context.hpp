#pragma once
#include <memory>

namespace ganscope {

/// An OpenGL 3.3 core context without a display or a window (EGL, surfaceless), current on the
/// thread that made it. Throws Error that says what to install when there is none.
class EglContext {
 public:
  EglContext();
  ~EglContext();
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;

 private:
  void* display_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace ganscope
