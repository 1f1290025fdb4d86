#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// Where results go: said before the work begins if they can't.
namespace ganscope {

/// Makes the folder and those above it; true when it wasn't there. Throws Error with the reason.
bool make_folder(const std::filesystem::path& folder);

/// Throws Error "cannot write PATH: ..." where no file could be put at `path`: it is a folder, or its own
/// folder is missing, none, or one that may not be written to. Leaves nothing behind.
void check_output_file(const std::filesystem::path& path);

/// Throws Error "cannot write to PATH: ..." where a folder that is there may not be written to, and the error
/// of make_folder() where one couldn't be made. Leaves nothing behind.
void check_output_folder(const std::filesystem::path& folder);

/// The ending of a file's name in small letters: ".png".
[[nodiscard]] std::string extension_of(const std::filesystem::path& path);

/// Throws UsageError where the name of what is written (`what`: "the samples") ends in none of `valid`; in
/// any case of letters. `or_folder`: a folder would do too, and is told.
void check_extension(const std::string& what, const std::filesystem::path& path,
                     const std::vector<std::string>& valid, bool or_folder = false);

}  // namespace ganscope
