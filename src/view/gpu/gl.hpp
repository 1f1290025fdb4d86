#pragma once
#include <glad/gl.h>

#include <string>

namespace ganscope {

using GlLoader = GLADapiproc (*)(const char* name);

/// Loads OpenGL through `loader` for the current context. Throws Error naming what was found when it
/// is older than 3.3.
void load_gl(GlLoader loader);

struct GlInfo {
  std::string vendor;
  std::string renderer;
  std::string version;
};
/// Of the current context.
[[nodiscard]] GlInfo gl_info();

/// Throws Error naming `where` when OpenGL has recorded an error since the last call.
void check_gl(const char* where);

}  // namespace ganscope
