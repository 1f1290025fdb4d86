#include "app/files/assets.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/files.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The source tree of a program in a build folder, whose CMakeCache.txt names it; "" elsewhere. Read when
/// asked for rather than compiled in, so that an installed program knows nothing of where it was built.
fs::path source_tree(const fs::path& program) {
  constexpr std::string_view kKey = "CMAKE_HOME_DIRECTORY:INTERNAL=";
  constexpr int kDeepest = 3;  // build/bin/ganscope, and build/bin/Release/ganscope of other generators
  fs::path folder = program.parent_path();
  for (int depth = 0; depth < kDeepest && folder.has_relative_path();
       ++depth, folder = folder.parent_path()) {
    std::ifstream cache(folder / "CMakeCache.txt");
    for (std::string line; std::getline(cache, line);)
      if (line.starts_with(kKey)) return std::string(trim(line.substr(kKey.size())));
  }
  return {};
}

}  // namespace

AssetSurroundings asset_surroundings() {
  std::error_code unknown;  // no /proc: the XDG folders remain
  return {fs::read_symlink("/proc/self/exe", unknown), environment("XDG_DATA_HOME"),
          environment("XDG_DATA_DIRS"), environment("HOME")};
}

std::vector<fs::path> asset_roots(const AssetSurroundings& around) {
  std::vector<fs::path> roots;
  if (!around.program.empty()) {
    roots.push_back(around.program.parent_path().parent_path() / "share" / "ganscope");
    if (const fs::path source = source_tree(around.program); !source.empty())
      roots.push_back(source / "assets");
  }
  const auto add = [&roots](const fs::path& folder) {
    // The specification: a relative path is invalid and is ignored.
    if (folder.is_absolute()) roots.push_back(folder / "ganscope");
  };
  if (!around.data_home.empty())
    add(around.data_home);
  else if (!around.home.empty())
    add(fs::path(around.home) / ".local" / "share");
  for (const std::string& folder :
       split(around.data_dirs.empty() ? "/usr/local/share:/usr/share" : around.data_dirs, ':'))
    add(folder);
  return roots;
}

std::vector<fs::path> asset_folders(std::string_view kind) {
  std::vector<fs::path> folders;
  for (const fs::path& root : asset_roots(asset_surroundings())) {
    const fs::path folder = (root / kind).lexically_normal();
    if (!is_folder(folder)) continue;
    const auto same = [&folder](const fs::path& other) {
      std::error_code error;
      return fs::equivalent(folder, other, error);
    };
    if (std::none_of(folders.begin(), folders.end(), same)) folders.push_back(folder);
  }
  return folders;
}

fs::path example_path(const fs::path& given) {
  if (given.empty() || given.has_parent_path() || is_there(given)) return given;
  for (const fs::path& folder : asset_folders("examples"))
    if (is_there(folder / given)) return folder / given;
  return given;  // opening it says what is wrong
}

std::string data_with_example(const std::string& data) {
  constexpr std::string_view kFile = "file:";
  if (!data.starts_with(kFile)) return data;
  const std::string given = data.substr(kFile.size());
  if (is_there(given)) return data;
  // #1 and #2 say how many columns are read, and are no part of the example's name.
  const bool columns = given.ends_with("#1") || given.ends_with("#2");
  const std::size_t length = given.size() - (columns ? 2 : 0);
  return std::string(kFile) + example_path(given.substr(0, length)).string() + given.substr(length);
}

}  // namespace ganscope
