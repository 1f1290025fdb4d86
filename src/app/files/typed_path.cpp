#include "app/files/typed_path.hpp"

#include <cstdlib>

#include "core/text.hpp"

namespace ganscope {

std::filesystem::path typed_path(const std::string& text) {
  const std::string path(trim(text));
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}

}  // namespace ganscope
