#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "exchange/image_stack.hpp"
#include "exchange/rgb_colour.hpp"

namespace ganscope {

/// What a folder holds and nobody can use.
struct UnreadableImage {
  std::filesystem::path path;
  std::string reason;
};

/// A set of images of one size in memory, or mapped into it. Never changes; safe from every thread.
struct ImageSet {
  std::string name;  ///< as it was asked for
  int count = 0;
  int channels = 0;
  int height = 0;
  int width = 0;
  /// count x channels x height x width, 0 black, 255 white.
  std::span<const std::uint8_t> values;
  std::vector<int> labels;                  ///< one an image, or empty
  std::vector<std::string> class_names;     ///< of the labels
  std::vector<UnreadableImage> unreadable;  ///< pictures by their names that cannot be decoded
  std::vector<UnreadableImage> left_out;    ///< everything else in a folder that isn't read
  std::shared_ptr<const void> storage;      ///< keeps `values` alive

  [[nodiscard]] std::size_t image_size() const {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(width);
  }
  [[nodiscard]] std::span<const std::uint8_t> image(std::int64_t index) const {
    return values.subspan(static_cast<std::size_t>(index) * image_size(), image_size());
  }
};

using ImageSetPtr = std::shared_ptr<const ImageSet>;

/// Copies the images with these indices, in order.
[[nodiscard]] ImageStack take_images(const ImageSet& set, std::span<const std::int64_t> indices);

enum class Split { train, test };

struct ImageSetOptions {
  Split split = Split::train;         ///< MNIST and its kin have test images apart
  int size = 64;                      ///< folder and yelp: side in pixels
  RgbColour background{};             ///< folder and yelp: what lies behind transparent pixels
  std::string label = "food";         ///< yelp: photos with this label, or "all"
  std::filesystem::path data_dir{};   ///< empty: default_data_dir()
  std::filesystem::path cache_dir{};  ///< empty: default_cache_dir()
  /// Called from time to time while photographs are decoded, with how many of how many are done.
  std::function<void(std::int64_t done, std::int64_t total)> progress{};
};

/// Opens `mnist` or one of its kin (see idx_sets()), `folder:DIR` or `yelp:DIR`. Throws UsageError for
/// another name, Error naming the file or folder and what was expected.
[[nodiscard]] ImageSetPtr open_image_set(const std::string& name, const ImageSetOptions& options = {});

/// The names open_image_set() knows, a folder as "folder:DIR".
[[nodiscard]] const std::vector<std::string>& image_set_names();

/// $XDG_DATA_HOME/ganscope/data, else ~/.local/share/ganscope/data.
[[nodiscard]] std::filesystem::path default_data_dir();
/// $XDG_CACHE_HOME/ganscope, else ~/.cache/ganscope.
[[nodiscard]] std::filesystem::path default_cache_dir();

}  // namespace ganscope
