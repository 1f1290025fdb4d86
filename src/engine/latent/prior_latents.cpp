#include "engine/latent/prior_latents.hpp"

#include <cmath>

#include "engine/latent/vectors.hpp"

namespace ganscope {

Latent seeded_latent(const LatentSpace& space, std::uint64_t seed) {
  Rng rng(seed, "latent");
  return draw_latent(space, rng);
}

Latent draw_latent(const LatentSpace& space, Rng& rng) {
  Latent latent(static_cast<std::size_t>(space.size));
  for (double& x : latent)
    x = space.prior == LatentPrior::normal
            ? rng.normal()
            : rng.uniform(static_cast<double>(space.low), static_cast<double>(space.high));
  return latent;
}

Latent seeded_orthogonal(const std::vector<Latent>& basis, int size, Rng& rng) {
  const Latent rest = rejected(draw_latent({.size = size, .prior = LatentPrior::normal}, rng), basis);
  // A draw that lies (almost) within the span says nothing.
  return norm(rest) > 1e-6 ? direction(rest) : any_orthogonal(basis);
}

double typical_radius(const LatentSpace& space) {
  const double n = space.size;
  if (space.prior == LatentPrior::normal) return std::sqrt(n);
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
