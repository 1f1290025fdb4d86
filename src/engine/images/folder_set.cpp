#include "engine/images/folder_set.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "engine/images/photo_set.hpp"
#include "engine/images/picture_format.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// A name without an ending tells nothing; then the first bytes do.
bool begins_as_picture(const fs::path& path) {
  std::array<char, 64> start{};
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), start.size());
  return format_of({start.data(), static_cast<std::size_t>(file.gcount())}) != PictureFormat::other;
}

/// Goes through a folder; everything in it is either a picture or left out for a reason.
class FolderWalk {
 public:
  /// Throws Error when `folder` itself cannot be read.
  explicit FolderWalk(const fs::path& folder) {
    std::error_code error;
    enter(folder, error);
    if (error) throw Error("cannot read the folder " + folder.string() + ": " + error.message());
    while (!folders_.empty()) {
      const fs::path next = std::move(folders_.back());
      folders_.pop_back();
      enter(next, error);
      if (error) leave_out(next, "a folder that cannot be read");
    }
    const auto by_path = [](const UnreadableImage& a, const UnreadableImage& b) { return a.path < b.path; };
    std::sort(pictures.begin(), pictures.end());
    std::sort(left_out.begin(), left_out.end(), by_path);
  }

  std::vector<fs::path> pictures;
  std::vector<UnreadableImage> left_out;

 private:
  void leave_out(const fs::path& path, std::string reason) { left_out.push_back({path, std::move(reason)}); }

  void enter(const fs::path& folder, std::error_code& error) {
    fs::directory_iterator it(folder, error);
    while (!error && it != fs::directory_iterator()) {
      take(*it);
      it.increment(error);
    }
  }

  void take(const fs::directory_entry& entry) {
    const fs::path& path = entry.path();
    std::error_code ignored;
    const bool folder = entry.is_directory(ignored);
    if (is_hidden(path))
      leave_out(path, folder ? "a hidden folder" : "hidden");
    else if (folder && entry.is_symlink(ignored))
      leave_out(path, "a link to a folder, which is not followed");
    else if (folder)
      folders_.push_back(path);
    else if (!entry.is_regular_file(ignored))
      leave_out(path, entry.is_symlink(ignored) ? "a link to nothing" : "no file");
    else if (has_picture_ending(path) || (!path.has_extension() && begins_as_picture(path)))
      pictures.push_back(path);
    else
      leave_out(path, path.has_extension()
                          ? "no picture that is read by its name (" + path.extension().string() + ")"
                          : "no picture");
  }

  std::vector<fs::path> folders_;
};

}  // namespace

ImageSetPtr open_folder_set(const std::filesystem::path& folder, const std::string& name,
                            const ImageSetOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored))
    throw Error("data " + name + ": " + folder.string() + " is no folder; expected one with pictures");
  PhotoList list;
  list.name = name;
  FolderWalk walk(folder);
  list.paths = std::move(walk.pictures);
  list.left_out = std::move(walk.left_out);
  if (list.paths.empty())
    throw Error("data " + name + ": no .jpg, .png, .webp, .gif, .bmp, .tiff or .avif in " + folder.string() +
                " or below it" + (list.left_out.empty() ? "" : "; left out: " + reasons_text(list.left_out)));
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
