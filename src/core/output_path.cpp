#include "core/output_path.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

/// Why nothing can be put into a folder; "" where something can.
std::string why_not_into(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return "there is no folder " + folder.string();
  if (status.type() == fs::file_type::none) return error.message();
  if (!fs::is_directory(status)) return folder.string() + " is no folder";
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return folder.string() + ": " + std::strerror(errno);
  return {};
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

Error unmade(const fs::path& folder, const std::string& reason) {
  return Error("cannot make the folder " + folder.string() + ": " + reason);
}

}  // namespace

bool make_folder(const fs::path& folder) {
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) throw unmade(folder, error.message());
  return made;
}

void check_output_file(const fs::path& path) {
  std::error_code ignored;
  std::string why = why_not_into(folder_of(path));
  if (why.empty() && (!path.has_filename() || fs::is_directory(path, ignored))) why = "it is a folder";
  if (!why.empty()) throw Error("cannot write " + path.string() + ": " + why);
}

void check_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::path there = folder.has_filename() ? folder : folder.parent_path();  // without a slash at its end
  const fs::file_status own = fs::status(there, error);
  if (fs::is_directory(own)) {
    if (const std::string why = why_not_into(there); !why.empty())
      throw Error("cannot write to " + folder.string() + ": " + why);
    return;
  }
  if (fs::exists(own)) throw unmade(folder, "it is a file");
  // The nearest that is there would hold the first that is made.
  while (!fs::exists(fs::symlink_status(there, error)) && there != folder_of(there)) there = folder_of(there);
  if (const std::string why = why_not_into(there); !why.empty()) throw unmade(folder, why);
}

std::string extension_of(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

void check_extension(const std::string& what, const fs::path& path, const std::vector<std::string>& valid,
                     bool or_folder) {
  const std::string extension = extension_of(path);
  if (std::find(valid.begin(), valid.end(), extension) != valid.end()) return;
  if (!extension.empty() && extension != ".") {
    std::vector<std::string> told = valid;
    if (or_folder) told.emplace_back("or a folder with / at its end");
    throw unknown_name("extension of " + what + " " + path.string() + ":", extension, told);
  }
  std::vector<std::string> names = valid;
  if (or_folder) names.emplace_back("/ (a folder)");
  const std::string last = names.back();
  names.pop_back();
  throw UsageError("the name " + path.string() + " of " + what + " has no extension; expected " +
                   join(names, ", ") + (names.empty() ? "" : " or ") + last + " at its end");
}

}  // namespace ganscope
