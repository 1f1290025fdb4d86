#include "view/gpu/gl.hpp"

#include "core/error.hpp"

namespace ganscope {
namespace {

std::string gl_string(GLenum name) {
  const auto* text = reinterpret_cast<const char*>(glGetString(name));
  return text != nullptr ? text : "unknown";
}

}  // namespace

void load_gl(GlLoader loader) {
  const int loaded = gladLoadGL(loader);
  if (loaded == 0) throw Error("OpenGL cannot be loaded; expected a driver with OpenGL 3.3 core");
  const int major = GLAD_VERSION_MAJOR(loaded);
  const int minor = GLAD_VERSION_MINOR(loaded);
  if (major * 10 + minor < 33)
    throw Error("OpenGL is " + std::to_string(major) + "." + std::to_string(minor) +
                "; expected 3.3 core or newer");
}

GlInfo gl_info() { return {gl_string(GL_VENDOR), gl_string(GL_RENDERER), gl_string(GL_VERSION)}; }

void check_gl(const char* where) {
  if (const GLenum code = glGetError(); code != GL_NO_ERROR)
    throw Error("OpenGL error " + std::to_string(code) + " in " + where);
}

}  // namespace ganscope
