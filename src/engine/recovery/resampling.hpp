#pragma once
#include <cstdint>
#include <vector>

#include "core/rng.hpp"
#include "exchange/latent_space.hpp"
#include "exchange/resampling_criterion.hpp"

/// When a component of a latent that is being searched for is drawn again (latent recovery, section 3.2).
namespace ganscope {

/// Throws UsageError where the criterion has no meaning for the prior: clip is for a uniform one alone, and
/// nothing else but none is for that.
void check_criterion(const Criterion& criterion, const LatentSpace& space);

/// P(R_i | z_i) of a component that is `z` deviations from the middle: 0 to 1. The hard criterion's is 1
/// where |z| > c (the paper's printed indicator has the sign reversed). Of clip: 1 outside [-1, 1], for a `z`
/// that is scaled so that the prior's bounds are there.
[[nodiscard]] double resampling_probability(const Criterion& criterion, double z);

/// The same for one of `iterations` steps, so that over all of them it comes to `probability`:
/// 1 - (1 - P)^(1/E).
[[nodiscard]] double step_probability(double probability, std::int64_t iterations);

/// A component of the prior as the criterion sees it: 0 in the middle, 1 a deviation, or the bound of a
/// uniform one.
[[nodiscard]] double standardised(const LatentSpace& space, double component);

/// Draws components of `latent` (of space.size numbers) again, each on its own draw: one uniform number a
/// component whether it is drawn or not, so that the stream doesn't depend on the latent. Components that
/// were drawn are true in `resampled` (of the same size). Returns how many.
int resample(const Criterion& criterion, const LatentSpace& space, std::int64_t iterations, Rng& rng,
             float* latent, std::vector<bool>& resampled);

}  // namespace ganscope
