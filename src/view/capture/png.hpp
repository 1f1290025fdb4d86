#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "view/scene/image.hpp"

namespace ganscope {

/// Writes `image` as PNG through a temporary file and a rename: the old file stands until the new
/// one is whole. `text` becomes tEXt chunks (e.g. "Software", "Command"). Throws Error naming the path.
void write_png(const std::filesystem::path& path, const Image& image,
               const std::map<std::string, std::string>& text = {});

/// Reads any PNG as 8-bit RGB (alpha composited on black). Throws Error naming the path and what
/// is wrong with it.
[[nodiscard]] Image read_png(const std::filesystem::path& path);

}  // namespace ganscope
