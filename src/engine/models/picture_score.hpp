#pragma once
#include "engine/models/generator.hpp"

namespace ganscope {

/// How much images look like pictures of something, for ranking guesses about a model; no measure of quality.
struct PictureScore {
  double smoothness = 0;  ///< correlation of pixels beside and below each other, averaged; noise has 0
  double range = 0;       ///< between the 2nd and the 98th hundredth of all pixels, 0 to 1
  double saturated = 0;   ///< share of pixels that are black or white to 1 in 1000
  double spread = 0;      ///< root mean square of a pixel's deviation over the images, 0 to 0.5

  [[nodiscard]] double plausibility() const { return smoothness > 0 ? smoothness * range : 0; }
  /// Hardly a pixel between black and white, or hardly one that depends on the latent: as under a wrong
  /// reading whose numbers run away before the output squashes them.
  [[nodiscard]] bool degenerate() const { return saturated > kMostSaturated || spread < kLeastSpread; }

  /// Drawings in black and white that were smoothed have a tenth of their pixels in between: MNIST a fifth.
  static constexpr double kMostSaturated = 0.95;
  static constexpr double kLeastSpread = 0.01;
};

[[nodiscard]] PictureScore score_pictures(const ImageBatch& images);

}  // namespace ganscope
