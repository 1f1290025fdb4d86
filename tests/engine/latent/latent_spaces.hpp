#pragma once
#include <vector>

#include "engine/latent/prior_latents.hpp"

namespace ganscope::test {

inline LatentSpace normal_space(int size = 100) { return {.size = size, .prior = LatentPrior::normal}; }
inline LatentSpace uniform_space(int size = 100, float low = -1, float high = 1) {
  return {.size = size, .prior = LatentPrior::uniform, .low = low, .high = high};
}

/// Latents of the seeds from 1.
inline std::vector<Latent> seeded_latents(const LatentSpace& space, int count) {
  std::vector<Latent> out;
  for (int i = 1; i <= count; ++i) out.push_back(seeded_latent(space, static_cast<std::uint64_t>(i)));
  return out;
}

}  // namespace ganscope::test
