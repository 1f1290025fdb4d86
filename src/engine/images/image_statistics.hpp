#pragma once
#include <vector>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// What a set of images is like, over all of them.
struct ImageStatistics {
  std::vector<double> mean;       ///< a channel, 0 black to 1 white
  std::vector<double> deviation;  ///< a channel, over all pixels of all images
  std::vector<int> class_counts;  ///< images, by class
};
[[nodiscard]] ImageStatistics statistics_of(const ImageSet& set);

/// `count` images for a person to look at: drawn with a fixed seed and, where there are classes, as many
/// of each as fit, class by class.
[[nodiscard]] std::vector<std::int64_t> sample_of(const ImageSet& set, int count);

/// The `count` images of `set` nearest to `image` (channels x height x width, the set's size), nearest
/// first: by the Euclidean distance of their pixels after averaging 4 x 4 blocks, so that texture and a
/// pixel's shift don't hide a copy. `distances` are a pixel's root mean square, 0 to 1.
struct Neighbour {
  std::int64_t index = 0;
  double distance = 0;
};
[[nodiscard]] std::vector<Neighbour> nearest_images(const ImageSet& set, std::span<const std::uint8_t> image,
                                                    int count);

}  // namespace ganscope
