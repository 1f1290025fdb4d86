#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope {

/// normal: every number by itself, maybe cut off; uniform: every number by itself, in a range; sphere: every
/// direction alike, at one radius.
enum class LatentPrior { normal, uniform, sphere };
[[nodiscard]] const std::vector<std::string>& latent_prior_names();
[[nodiscard]] const std::string& name_of(LatentPrior prior);

/// What a generator wants as input.
struct LatentSpace {
  int size = 0;  ///< numbers a latent
  LatentPrior prior = LatentPrior::normal;
  float low = -1;  ///< range of the uniform prior
  float high = 1;
  int classes = 0;       ///< 0: unconditional; else labels are 0 to classes - 1
  float deviation = 1;   ///< of the normal prior's numbers
  float truncation = 0;  ///< numbers further out, in deviations, are drawn again; 0: none are
  float radius = 0;      ///< of the sphere; 0: sqrt(size), where normal latents lie

  bool operator==(const LatentSpace&) const = default;

  /// Latents lie in a box, where ways are straight; else around the origin, where they follow great circles.
  [[nodiscard]] bool is_box() const { return prior == LatentPrior::uniform; }
  [[nodiscard]] double sphere_radius() const;
};

/// "normal, deviation 0.7", "uniform, -1 to 1", ...
[[nodiscard]] std::string prior_text(const LatentSpace& space);

/// What comes out of it.
struct ImageShape {
  int channels = 0;
  int height = 0;
  int width = 0;

  bool operator==(const ImageShape&) const = default;
  [[nodiscard]] std::int64_t numbers() const { return static_cast<std::int64_t>(channels) * height * width; }
};

}  // namespace ganscope
