#include "app/window/egl_context.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <cstdio>
#include <string>

#include "app/window/mesa_apart.hpp"
#include "core/error.hpp"
#include "view/gpu/gl.hpp"

namespace ganscope {
namespace {

[[noreturn]] void fail(const char* step) {
  char code[16];
  std::snprintf(code, sizeof code, "0x%04x", static_cast<unsigned>(eglGetError()));
  throw Error(std::string("no OpenGL without a display: ") + step + " failed (EGL " + code +
              "); install Mesa's drivers: apt-get install libegl1 libgl1-mesa-dri");
}

EGLDisplay open_display() {
  const auto get_platform_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  EGLDisplay display = EGL_NO_DISPLAY;
  if (get_platform_display != nullptr)
    display = get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
  // Drivers without Mesa's surfaceless platform (NVIDIA) give a device through the default display.
  display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
  if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE)
    fail("eglInitialize");
  return display;
}

}  // namespace

EglContext::EglContext() {
  load_mesa_apart();
  EGLDisplay display = open_display();
  display_ = display;
  try {
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) fail("eglBindAPI");
    const std::array<EGLint, 5> wanted{EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                       EGL_NONE};
    EGLConfig config = nullptr;
    EGLint found = 0;
    if (eglChooseConfig(display, wanted.data(), &config, 1, &found) != EGL_TRUE || found < 1)
      config = nullptr;
    const std::array<EGLint, 7> attributes{EGL_CONTEXT_MAJOR_VERSION,
                                           3,
                                           EGL_CONTEXT_MINOR_VERSION,
                                           3,
                                           EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                           EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                           EGL_NONE};
    EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, attributes.data());
    if (context == EGL_NO_CONTEXT) fail("eglCreateContext for OpenGL 3.3 core");
    context_ = context;
    if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE) fail("eglMakeCurrent");
    load_gl(eglGetProcAddress);
  } catch (...) {
    if (context_ != nullptr) eglDestroyContext(display, context_);
    eglTerminate(display);
    throw;
  }
}

EglContext::~EglContext() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

}  // namespace ganscope
