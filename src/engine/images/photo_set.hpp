#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// Photographs of any sizes, in the order they shall have.
struct PhotoList {
  std::string name;  ///< of the set
  std::vector<std::filesystem::path> paths;
  std::vector<int> labels;  ///< one a path, or empty
  std::vector<std::string> class_names;
  std::vector<UnreadableImage> left_out{};  ///< seen on the way and not among `paths`
};

/// "2 x no picture by its name (.txt), 1 x hidden": how many were left out for which reason, the most first;
/// empty for none.
[[nodiscard]] std::string reasons_text(const std::vector<UnreadableImage>& left_out);

/// The photographs as 3 x size x size images. They are decoded once and kept in the cache directory;
/// as long as no file's size or time changes, the cache is mapped and no photograph is read. What
/// cannot be decoded is left out and listed, and one line of the log says so. Throws Error when nothing is
/// left, or when the cache cannot be written.
[[nodiscard]] ImageSetPtr open_photos(const PhotoList& list, const ImageSetOptions& options);

}  // namespace ganscope
