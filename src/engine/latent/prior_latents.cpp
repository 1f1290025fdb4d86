#include "engine/latent/prior_latents.hpp"

#include <cmath>
#include <numbers>

#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

/// A standard normal number within `truncation` of 0; any where that is 0.
double truncated_normal(double truncation, Rng& rng) {
  if (!(truncation > 0)) return rng.normal();
  // Below 1/4 the density is flat within 3 %, and most normal numbers would be drawn in vain: take a uniform
  // one with the share that the density has there.
  constexpr double kNarrow = 0.25;
  for (;;) {
    const double x = truncation < kNarrow ? rng.uniform(-truncation, truncation) : rng.normal();
    const bool taken =
        truncation < kNarrow ? rng.uniform(0.0, 1.0) < std::exp(-0.5 * x * x) : std::fabs(x) <= truncation;
    if (taken) return x;
  }
}

/// The deviation of such numbers: 1 - 2 t phi(t) / (2 Phi(t) - 1) is their variance.
double truncated_deviation(double truncation) {
  if (!(truncation > 0)) return 1;
  const double inside = std::erf(truncation / std::numbers::sqrt2);
  const double density = std::exp(-0.5 * truncation * truncation) / std::sqrt(2 * std::numbers::pi);
  const double variance = 1 - 2 * truncation * density / inside;
  // For narrow ranges the two terms cancel; the numbers are uniform then.
  return truncation < 1e-3 ? truncation / std::numbers::sqrt3 : std::sqrt(variance);
}

}  // namespace

Latent seeded_latent(const LatentSpace& space, std::uint64_t seed) {
  Rng rng(seed, "latent");
  return draw_latent(space, rng);
}

Latent draw_latent(const LatentSpace& space, Rng& rng) {
  Latent latent(static_cast<std::size_t>(space.size));
  switch (space.prior) {
    case LatentPrior::normal:
      for (double& x : latent) x = space.deviation * truncated_normal(space.truncation, rng);
      break;
    case LatentPrior::uniform:
      for (double& x : latent)
        x = rng.uniform(static_cast<double>(space.low), static_cast<double>(space.high));
      break;
    case LatentPrior::sphere:
      do
        for (double& x : latent) x = rng.normal();
      while (norm(latent) == 0);
      return scaled(direction(latent), space.sphere_radius());
  }
  return latent;
}

std::vector<float> draw_latents(const LatentSpace& space, int count, Rng& rng) {
  std::vector<float> numbers;
  numbers.reserve(static_cast<std::size_t>(count) * static_cast<std::size_t>(space.size));
  for (int i = 0; i < count; ++i)
    for (const double x : draw_latent(space, rng)) numbers.push_back(static_cast<float>(x));
  return numbers;
}

Latent seeded_orthogonal(const std::vector<Latent>& basis, int size, Rng& rng) {
  const Latent rest = rejected(draw_latent({.size = size, .prior = LatentPrior::normal}, rng), basis);
  // A draw that lies (almost) within the span says nothing.
  return norm(rest) > 1e-6 ? direction(rest) : any_orthogonal(basis);
}

double typical_radius(const LatentSpace& space) {
  const double n = space.size;
  if (space.prior == LatentPrior::sphere) return space.sphere_radius();
  if (space.prior == LatentPrior::normal)
    return std::sqrt(n) * static_cast<double>(space.deviation) * truncated_deviation(space.truncation);
  const double low = space.low;
  const double high = space.high;
  return std::sqrt(n * (low * low + low * high + high * high) / 3);
}

Latent at_typical_radius(const LatentSpace& space, const Latent& latent) {
  return scaled(direction(latent), typical_radius(space));
}

double reflected(double x, double low, double high) {
  if (x >= low && x <= high) return x;
  const double width = high - low;
  if (!(width > 0)) return low;
  const double round = 2 * width;
  double along = std::fmod(x - low, round);
  if (along < 0) along += round;
  return along <= width ? low + along : low + (round - along);
}

Latent reflected(const LatentSpace& space, Latent latent) {
  if (space.prior == LatentPrior::uniform)
    for (double& x : latent)
      x = reflected(x, static_cast<double>(space.low), static_cast<double>(space.high));
  return latent;
}

}  // namespace ganscope
