#pragma once
#include <filesystem>
#include <string>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// All .jpg, .jpeg and .png files below `folder`, sorted by path; hidden ones are left alone. A file's
/// class is its folder's path from `folder`; files in `folder` itself have class ".". Throws Error when
/// there is no such folder or nothing in it can be used.
[[nodiscard]] ImageSetPtr open_folder_set(const std::filesystem::path& folder, const std::string& name,
                                          const ImageSetOptions& options);

}  // namespace ganscope
