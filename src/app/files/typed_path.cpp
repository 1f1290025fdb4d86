#include "app/files/typed_path.hpp"

#include <cstdlib>
#include <system_error>

#include "core/text.hpp"

namespace ganscope {

std::filesystem::path typed_path(const std::string& text) {
  const std::string path(trim(text));
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}

std::string whole_path(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return (error ? path : whole).lexically_normal().string();
}

}  // namespace ganscope
