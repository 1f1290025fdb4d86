#include "app/files/assets.hpp"

#include <algorithm>
#include <cstdlib>

#include "app/files/missing_path.hpp"
#include "core/files.hpp"
#include "core/program_place.hpp"
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

}  // namespace

AssetSurroundings asset_surroundings() {
  // Without /proc the XDG folders remain.
  return {running_program(), environment("XDG_DATA_HOME"), environment("XDG_DATA_DIRS"), environment("HOME")};
}

std::vector<fs::path> asset_roots(const AssetSurroundings& around) {
  std::vector<fs::path> roots;
  if (!around.program.empty()) {
    roots.push_back(around.program.parent_path().parent_path() / "share" / "ganscope");
    if (const fs::path source = source_tree_of(around.program); !source.empty())
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

fs::path script_path(std::string_view name) {
  const fs::path program = running_program();
  if (program.empty()) return {};
  std::vector<fs::path> folders{program.parent_path().parent_path() / "share" / "ganscope" / "scripts"};
  if (const fs::path source = source_tree_of(program); !source.empty()) folders.push_back(source / "scripts");
  for (const fs::path& folder : folders)
    if (is_there(folder / name)) return (folder / name).lexically_normal();
  return {};
}

fs::path example_path(const fs::path& given) {
  if (given.empty() || given.has_parent_path() || is_there(given)) return given;
  for (const fs::path& folder : asset_folders("examples"))
    if (is_there(folder / given)) return folder / given;
  return given;  // opening it says what is wrong
}

std::string data_with_example(const std::string& data) {
  constexpr std::string_view kFile = "file:";
  const bool said = data.starts_with(kFile);
  const std::string given = said ? data.substr(kFile.size()) : data;
  // #1 and #2 say how many columns are read, and are no part of the file's name unless it is called so.
  const bool columns = !is_there(given) && (given.ends_with("#1") || given.ends_with("#2"));
  const std::size_t length = given.size() - (columns ? 2 : 0);
  const fs::path path = example_path(given.substr(0, length));
  // Without file: only what is there, under a name that no manifold has.
  const bool named = path.has_extension() || path.has_parent_path();
  if (!said && !(named && leads_to_file(path))) return data;
  return std::string(kFile) + path.string() + given.substr(length);
}

}  // namespace ganscope
