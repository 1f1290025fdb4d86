#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// What decides where the program's files may be.
struct AssetSurroundings {
  std::filesystem::path program;  ///< the running program's file; "" where that is unknown
  std::string data_home;          ///< XDG_DATA_HOME
  std::string data_dirs;          ///< XDG_DATA_DIRS
  std::string home;               ///< HOME
};
/// Those of this process.
[[nodiscard]] AssetSurroundings asset_surroundings();

/// The folders that may hold models/, examples/ and their like, the nearest first, whether they exist or not:
/// ../share/ganscope beside the program, so that an installed folder can be moved; the source tree's assets/
/// for a program that stands in its build folder; ganscope/ in the data folders of the XDG base directory
/// specification (0.8), a person's own before the system's.
[[nodiscard]] std::vector<std::filesystem::path> asset_roots(const AssetSurroundings& around);

/// The folders called `kind` ("models") that exist in this process's roots, the nearest first, each once.
[[nodiscard]] std::vector<std::filesystem::path> asset_folders(std::string_view kind);

/// A script that comes along ("get_data.sh"): ../share/ganscope/scripts beside an installed program, scripts/
/// of the source tree for one in its build folder, nothing else since it is run; "" where there is none.
[[nodiscard]] std::filesystem::path script_path(std::string_view name);

/// The file that `given` means: itself, or the example of that name ("heart.csv") that comes along where
/// there is no such file here. A path with a folder is always itself.
[[nodiscard]] std::filesystem::path example_path(const std::filesystem::path& given);

/// The same for the toy mode's data, "file:heart.csv" or "file:heart.csv#2"; a file's or an example's name
/// with an ending or a folder is taken without file: too. Other data is left alone.
[[nodiscard]] std::string data_with_example(const std::string& data);

}  // namespace ganscope
