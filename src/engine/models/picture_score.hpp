#pragma once
#include "engine/models/generator.hpp"

namespace ganscope {

/// How much images look like pictures of something, for ranking guesses about a model; no measure of quality.
struct PictureScore {
  double smoothness = 0;  ///< correlation of pixels beside and below each other, averaged; noise has 0
  double range = 0;       ///< between the 2nd and the 98th hundredth of all pixels, 0 to 1
  double saturated = 0;   ///< share of pixels that are black or white to 1 in 1000

  [[nodiscard]] double plausibility() const { return smoothness > 0 ? smoothness * range : 0; }
};

[[nodiscard]] PictureScore score_pictures(const ImageBatch& images);

}  // namespace ganscope
