#pragma once

namespace ganscope {

enum class LatentPrior { normal, uniform };

/// What a generator wants as input.
struct LatentSpace {
  int size = 0;  ///< numbers in a latent
  LatentPrior prior = LatentPrior::normal;
  float low = -1;  ///< a uniform prior's range; nothing to a normal one
  float high = 1;
  int classes = 0;  ///< 0: unconditional

  bool operator==(const LatentSpace&) const = default;
};

/// What comes out of it.
struct ImageShape {
  int channels = 0;
  int height = 0;
  int width = 0;

  bool operator==(const ImageShape&) const = default;
};

}  // namespace ganscope
