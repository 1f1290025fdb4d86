#pragma once
#include <filesystem>

namespace ganscope {

/// Gives a recording that isn't whole a name that says so: "x-cut.mp4", or "x-cut/" of a folder, or with -2,
/// -3, ... Returns it. Throws Error.
std::filesystem::path name_as_cut(const std::filesystem::path& recording);

}  // namespace ganscope
