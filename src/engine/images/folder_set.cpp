#include "engine/images/folder_set.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/error.hpp"
#include "engine/images/photo_set.hpp"

namespace ganscope {
namespace {

bool is_photograph(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".jpg" || extension == ".jpeg" || extension == ".png";
}

bool is_hidden(const std::filesystem::path& path) { return path.filename().string().starts_with('.'); }

std::vector<std::filesystem::path> photographs_below(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::vector<fs::path> found;
  try {
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied);
    for (; it != fs::recursive_directory_iterator(); ++it) {
      if (is_hidden(it->path())) {
        if (it->is_directory()) it.disable_recursion_pending();
      } else if (it->is_regular_file() && is_photograph(it->path())) {
        found.push_back(it->path());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("cannot read the folder " + folder.string() + ": " + error.code().message());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

ImageSetPtr open_folder_set(const std::filesystem::path& folder, const std::string& name,
                            const ImageSetOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored))
    throw Error("data " + name + ": " + folder.string() +
                " is no folder; expected one with JPEG or PNG files");
  PhotoList list;
  list.name = name;
  list.paths = photographs_below(folder);
  if (list.paths.empty())
    throw Error("data " + name + ": no .jpg, .jpeg or .png in " + folder.string() + " or below it");
  std::map<std::string, int> classes;
  std::vector<std::string> class_of;
  for (const std::filesystem::path& path : list.paths) {
    class_of.push_back(path.parent_path().lexically_relative(folder).generic_string());
    classes.emplace(class_of.back(), 0);
  }
  for (auto& [class_name, number] : classes) {
    number = static_cast<int>(list.class_names.size());
    list.class_names.push_back(class_name);
  }
  for (const std::string& class_name : class_of) list.labels.push_back(classes.at(class_name));
  return open_photos(list, options);
}

}  // namespace ganscope
