#include "app/files/missing_path.hpp"

#include <system_error>

namespace ganscope {

namespace fs = std::filesystem;

bool leads_to_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool leads_to_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string why_not_a_file(const fs::path& path) {
  fs::path at = path.root_path();
  for (const fs::path& part : path.relative_path()) {
    if (part.empty()) continue;  // a slash at the end
    const fs::path next = at / part;
    std::error_code error;
    const fs::file_status status = fs::status(next, error);
    if (status.type() == fs::file_type::not_found) {
      if (leads_to_file(at)) return at.string() + " is a file, not a folder";
      if (fs::is_symlink(fs::symlink_status(next, error)))
        return next.string() + " is a link that leads nowhere";
      return "there is no '" + part.string() + "' in " + at.string();
    }
    if (status.type() == fs::file_type::none)
      return "cannot look at " + next.string() + ": " + error.message();
    at = next;
  }
  if (leads_to_file(at)) return at.string() + " is a file, not a folder";
  return at.string() + (leads_to_folder(at) ? " is a folder, not a file" : " is neither a file nor a folder");
}

}  // namespace ganscope
