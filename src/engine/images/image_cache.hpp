#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/atomic_file.hpp"
#include "engine/images/image_set.hpp"

namespace ganscope {

/// Decoded images in a file that later runs map instead of decoding again: the pixels first, so that
/// they lie on a page, then JSON with everything else, then where the JSON starts.
class ImageCacheWriter {
 public:
  explicit ImageCacheWriter(const std::filesystem::path& path) : file_(path) {}
  /// One or more whole images.
  void add(std::string_view pixels);
  /// `set` without values; its count must be that of the images added.
  void finish(const ImageSet& set, const std::string& signature);

 private:
  AtomicFile file_;
  std::uint64_t bytes_ = 0;
};

/// Maps the cache when it is there, whole and made from files with this signature.
[[nodiscard]] std::optional<ImageSet> map_image_cache(const std::filesystem::path& path,
                                                      const std::string& signature);

}  // namespace ganscope
