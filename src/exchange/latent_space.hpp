#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace ganscope {

enum class LatentPrior { normal, uniform };
[[nodiscard]] inline const std::string& name_of(LatentPrior prior) {
  static const std::string names[]{"normal", "uniform"};
  return names[static_cast<std::size_t>(prior)];
}

/// What a generator wants as input.
struct LatentSpace {
  int size = 0;  ///< numbers a latent
  LatentPrior prior = LatentPrior::normal;
  float low = -1;  ///< range of the uniform prior
  float high = 1;
  int classes = 0;  ///< 0: unconditional; else labels are 0 to classes - 1

  bool operator==(const LatentSpace&) const = default;
};

/// What comes out of it.
struct ImageShape {
  int channels = 0;
  int height = 0;
  int width = 0;

  bool operator==(const ImageShape&) const = default;
  [[nodiscard]] std::int64_t numbers() const { return static_cast<std::int64_t>(channels) * height * width; }
};

}  // namespace ganscope
