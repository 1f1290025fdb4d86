#pragma once
#include <filesystem>
#include <string_view>

namespace ganscope {

/// Writes `content` to a temporary file beside `path`, syncs it and renames it over `path`, so that
/// at any moment the file is either the old one or the new one. Throws Error naming the path.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// `path` itself when nothing stands there, else the first free `stem-2.ext`, `stem-3.ext`, ...
[[nodiscard]] std::filesystem::path unused_path(const std::filesystem::path& path);

}  // namespace ganscope
