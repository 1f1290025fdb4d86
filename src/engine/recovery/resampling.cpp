#include "engine/recovery/resampling.hpp"

#include <cmath>

#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {

void check_criterion(const Criterion& criterion, const LatentSpace& space) {
  const bool clips = criterion.kind == CriterionKind::clip;
  if (criterion.kind == CriterionKind::none || clips == (space.prior == LatentPrior::uniform)) return;
  throw UsageError(
      "criterion is " + to_text(criterion) + " for the prior " + prior_text(space) + "; expected " +
      (clips ? "none, hard:C, trunc-normal:A or logistic:A,B, since only a uniform prior has bounds"
             : "none or clip, which draws again what leaves the bounds"));
}

double resampling_probability(const Criterion& criterion, double z) {
  const double far = std::fabs(z);
  switch (criterion.kind) {
    case CriterionKind::none:
      return 0;
    case CriterionKind::hard:
      return far > criterion.cutoff ? 1 : 0;
    case CriterionKind::logistic:
      return 1 / (1 + std::exp(-criterion.steepness * (far - criterion.cutoff)));
    case CriterionKind::truncated_normal:
      // N(a) / N(z) up to the cutoff; 1/N(z) goes with exp(+z²/2).
      return far > criterion.cutoff ? 1 : std::exp(0.5 * (far * far - criterion.cutoff * criterion.cutoff));
    case CriterionKind::clip:
      return far > 1 ? 1 : 0;
  }
  return 0;
}

double step_probability(double probability, std::int64_t iterations) {
  if (probability >= 1) return 1;
  // As written it would lose all digits of small probabilities.
  return -std::expm1(std::log1p(-probability) / static_cast<double>(iterations));
}

double standardised(const LatentSpace& space, double component) {
  switch (space.prior) {
    case LatentPrior::normal:
      return component / space.deviation;
    case LatentPrior::uniform: {
      const double low = space.low;
      const double high = space.high;
      return (2 * component - low - high) / (high - low);
    }
    case LatentPrior::sphere:
      return component * std::sqrt(static_cast<double>(space.size)) / space.sphere_radius();
  }
  return component;
}

namespace {

/// One component on its own, as the prior has it.
double draw_component(const LatentSpace& space, Rng& rng) {
  LatentSpace one = space;
  one.size = 1;
  if (space.prior != LatentPrior::sphere) return draw_latent(one, rng)[0];
  // In many dimensions a component of the sphere is a normal number; the radius is put right afterwards.
  return rng.normal() * space.sphere_radius() / std::sqrt(static_cast<double>(space.size));
}

}  // namespace

int resample(const Criterion& criterion, const LatentSpace& space, std::int64_t iterations, Rng& rng,
             float* latent, std::vector<bool>& resampled) {
  const auto size = static_cast<std::size_t>(space.size);
  resampled.assign(size, false);
  if (criterion.kind == CriterionKind::none) return 0;
  int count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double z = standardised(space, static_cast<double>(latent[i]));
    const double threshold = rng.uniform();
    resampled[i] = step_probability(resampling_probability(criterion, z), iterations) > threshold;
    count += resampled[i] ? 1 : 0;
  }
  for (std::size_t i = 0; i < size; ++i)
    if (resampled[i]) latent[i] = static_cast<float>(draw_component(space, rng));
  return count;
}

}  // namespace ganscope
