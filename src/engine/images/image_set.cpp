#include "engine/images/image_set.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"
#include "engine/images/folder_set.hpp"
#include "engine/images/idx_set.hpp"
#include "engine/images/yelp_set.hpp"

namespace ganscope {
namespace {

std::filesystem::path xdg(const char* variable, const char* below_home) {
  if (const char* set = std::getenv(variable); set != nullptr && *set == '/') return set;
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr && *home != '\0' ? home : ".") / below_home;
}

}  // namespace

ImageStack take_images(const ImageSet& set, std::span<const std::int64_t> indices) {
  ImageStack stack{static_cast<int>(indices.size()), set.channels, set.height, set.width, {}};
  stack.values.reserve(indices.size() * set.image_size());
  for (const std::int64_t index : indices) {
    const std::span<const std::uint8_t> image = set.image(index);
    stack.values.insert(stack.values.end(), image.begin(), image.end());
  }
  return stack;
}

ImageSetPtr open_image_set(const std::string& name, const ImageSetOptions& given) {
  ImageSetOptions options = given;
  if (options.data_dir.empty()) options.data_dir = default_data_dir();
  if (options.cache_dir.empty()) options.cache_dir = default_cache_dir();
  const std::size_t colon = name.find(':');
  const std::string kind = name.substr(0, colon);
  if (colon == std::string::npos) {
    const auto& sets = idx_set_names();
    if (std::find(sets.begin(), sets.end(), name) != sets.end()) return open_idx_set(name, options);
  } else if (kind == "folder" || kind == "yelp") {
    const std::filesystem::path folder = name.substr(colon + 1);
    if (folder.empty()) throw out_of_range("data", "'" + name + "'", kind + ":DIR with the folder's path");
    return kind == "folder" ? open_folder_set(folder, name, options) : open_yelp_set(folder, name, options);
  }
  throw unknown_name("data", name, image_set_names());
}

const std::vector<std::string>& image_set_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = idx_set_names();
    all.insert(all.end(), {"folder:DIR", "yelp:DIR"});
    return all;
  }();
  return names;
}

std::filesystem::path default_data_dir() {
  return xdg("XDG_DATA_HOME", ".local/share") / "ganscope" / "data";
}

std::filesystem::path default_cache_dir() { return xdg("XDG_CACHE_HOME", ".cache") / "ganscope"; }

}  // namespace ganscope
