#include "view/gpu/program.hpp"

#include <utility>

#include "core/error.hpp"
#include "view/gpu/shader_source.hpp"

namespace ganscope {
namespace {

GLuint compile(GLenum kind, const std::string& file) {
  const std::string_view text = shader_source(file);
  if (text.empty()) throw Error("shader " + file + " is not among the files of shaders/");
  const GLuint shader = glCreateShader(kind);
  const char* data = text.data();
  const auto length = static_cast<GLint>(text.size());
  glShaderSource(shader, 1, &data, &length);
  glCompileShader(shader);
  GLint ok = GL_FALSE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok == GL_TRUE) return shader;
  char message[2048] = {};
  glGetShaderInfoLog(shader, sizeof message, nullptr, message);
  glDeleteShader(shader);
  throw Error("shader " + file + " does not compile: " + message);
}

}  // namespace

Program::Program(const std::string& vertex_file, const std::string& fragment_file) : name_(0) {
  const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_file);
  GLuint fragment = 0;
  try {
    fragment = compile(GL_FRAGMENT_SHADER, fragment_file);
  } catch (...) {
    glDeleteShader(vertex);
    throw;
  }
  name_ = glCreateProgram();
  glAttachShader(name_, vertex);
  glAttachShader(name_, fragment);
  glLinkProgram(name_);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  GLint ok = GL_FALSE;
  glGetProgramiv(name_, GL_LINK_STATUS, &ok);
  if (ok == GL_TRUE) return;
  char message[2048] = {};
  glGetProgramInfoLog(name_, sizeof message, nullptr, message);
  glDeleteProgram(name_);
  throw Error("shaders " + vertex_file + " and " + fragment_file + " do not link: " + message);
}

Program::~Program() {
  if (name_ == 0) return;
  // A program in use outlives its name, and whoever saves and restores it (ImGui does) would then
  // ask for a name that is gone.
  glUseProgram(0);
  glDeleteProgram(name_);
}
Program::Program(Program&& other) noexcept : name_(std::exchange(other.name_, 0)) {}

void Program::use() const { glUseProgram(name_); }
GLint Program::location(const char* name) const { return glGetUniformLocation(name_, name); }
void Program::set(const char* name, float value) const { glUniform1f(location(name), value); }
void Program::set(const char* name, int value) const { glUniform1i(location(name), value); }
void Program::set(const char* name, glm::ivec2 value) const { glUniform2i(location(name), value.x, value.y); }
void Program::set(const char* name, glm::vec2 value) const { glUniform2f(location(name), value.x, value.y); }
void Program::set(const char* name, glm::vec4 value) const {
  glUniform4f(location(name), value.x, value.y, value.z, value.w);
}
void Program::set(const char* name, Colour value) const {
  glUniform4f(location(name), value.r, value.g, value.b, value.a);
}

}  // namespace ganscope
