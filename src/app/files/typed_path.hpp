#pragma once
#include <filesystem>
#include <string>

namespace ganscope {

/// A path as a person types it: blanks around it don't count, and `~/` is the home.
[[nodiscard]] std::filesystem::path typed_path(const std::string& text);

/// As every notice and every line in the terminal names a file that was written: its whole path, without
/// dots. A folder's slash at the end stays.
[[nodiscard]] std::string whole_path(const std::filesystem::path& path);

}  // namespace ganscope
