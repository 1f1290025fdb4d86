#pragma once
#include <filesystem>
#include <string>

namespace ganscope {

/// Puts the set of images called `name` (mnist, ...) where ganscope looks for it and checks its files, by the
/// script that comes along; a set that its makers alone hand out is only checked, and it is said where it is
/// to be had. What the script says goes to standard error. An empty `data_dir` is the usual folder. Throws
/// UsageError for images that are a person's own (folder:DIR), Error where the set isn't there in the end.
void get_image_data(const std::string& name, const std::filesystem::path& data_dir);

}  // namespace ganscope
