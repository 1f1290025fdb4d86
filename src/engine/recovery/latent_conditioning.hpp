#pragma once
#include <span>
#include <vector>

#include "engine/recovery/differentiable_generator.hpp"

namespace ganscope {

/// Whether a latent can be known from its picture: how much the picture changes with each direction of latent
/// space.
struct LatentConditioning {
  /// Of the Jacobian of the pixels (in [0, 1]) by the latent's numbers, the largest first; as many as it has
  /// numbers.
  std::vector<double> singular_values;

  /// The median over the largest: near 1 every direction shows as much, near 0 half of them hardly show. 0
  /// where nothing shows.
  [[nodiscard]] double median_share() const;
};

/// At one latent; `label` where the generator has classes.
[[nodiscard]] LatentConditioning latent_conditioning(DifferentiableGenerator& generator,
                                                     std::span<const float> latent,
                                                     std::span<const int> label);

}  // namespace ganscope
