#include "engine/latent/leg.hpp"

#include <cmath>

#include "engine/latent/interpolation.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {

Leg arc_leg(const Latent& from, const Latent& to) {
  const Latent start = direction(from);
  const Latent tangent = sphere_log(start, direction(to));
  const double r0 = norm(from);
  const double rise = norm(to) - r0;
  const double log_rise = std::log1p(rise / r0);
  // The radius that turns the angle into a length: the logarithmic mean of the two ends.
  const bool round = std::fabs(log_rise) < 1e-9;
  const double radius = round ? r0 : rise / log_rise;
  const auto between = [=](double share) {
    const double turned = round ? share : std::log1p(share * rise / r0) / log_rise;
    return scaled(sphere_exp(start, scaled(tangent, turned)), r0 + share * rise);
  };
  return {from, to, std::hypot(rise, radius * norm(tangent)), between};
}

Leg line_leg(const Latent& from, const Latent& to) {
  return {from, to, distance(from, to), [=](double share) { return lerp(from, to, share); }};
}

Leg reflected_leg(const LatentSpace& space, const Latent& from, const Latent& to) {
  const double round = 2 * (static_cast<double>(space.high) - static_cast<double>(space.low));
  Latent way(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double direct = to[i] - from[i];
    way[i] = direct > 0 ? direct - round : direct + round;
  }
  return {from, to, norm(way), [=](double share) { return reflected(space, combined(1, from, share, way)); }};
}

}  // namespace ganscope
