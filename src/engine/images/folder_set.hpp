#pragma once
#include <filesystem>
#include <string>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// All pictures below `folder` that can be read (JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF; by their names, those
/// without an ending by their first bytes), sorted by path. Everything else, hidden ones too, is listed in
/// ImageSet::left_out with its reason; links to folders are not followed. A file's
/// class is its folder's path from `folder`; files in `folder` itself have class ".". Throws Error when
/// there is no such folder or nothing in it can be used.
[[nodiscard]] ImageSetPtr open_folder_set(const std::filesystem::path& folder, const std::string& name,
                                          const ImageSetOptions& options);

}  // namespace ganscope
