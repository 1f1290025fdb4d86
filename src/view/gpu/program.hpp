#pragma once
#include <glad/gl.h>

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <string>

#include "view/scene/theme.hpp"

namespace ganscope {

/// A linked shader program from two files of shaders/. Throws Error with the compiler's log.
class Program {
 public:
  Program(const std::string& vertex_file, const std::string& fragment_file);
  ~Program();
  Program(Program&& other) noexcept;
  Program& operator=(Program&&) = delete;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void use() const;
  // For the program in use; a name the linker dropped is ignored.
  void set(const char* name, float value) const;
  void set(const char* name, int value) const;
  void set(const char* name, glm::ivec2 value) const;
  void set(const char* name, glm::vec2 value) const;
  void set(const char* name, glm::vec4 value) const;
  void set(const char* name, Colour value) const;

 private:
  [[nodiscard]] GLint location(const char* name) const;
  GLuint name_;
};

}  // namespace ganscope
