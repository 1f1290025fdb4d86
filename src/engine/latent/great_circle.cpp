#include "engine/latent/great_circle.hpp"

#include <cmath>
#include <numbers>

#include "engine/latent/leg_path.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {

GreatCircle::GreatCircle(Latent start, const std::optional<Latent>& through) : start_(std::move(start)) {
  const Latent along = direction(start_);
  Latent aside;
  if (through) {
    constexpr double kParallel = 1e-9;
    const Latent second = direction(*through);
    const Latent rest = rejected(second, {&along, 1});
    if (norm(rest) > kParallel) aside = direction(rest);
    positions_.push_back(angle_between(start_, *through) / (2 * std::numbers::pi));
  }
  // One direction lies on many circles; this picks the same one every time.
  if (aside.empty()) aside = any_orthogonal({&along, 1});
  across_ = scaled(aside, norm(start_));
}

Latent GreatCircle::at(double position) const {
  const double angle = 2 * std::numbers::pi * lap_share(position);
  return combined(std::cos(angle), start_, std::sin(angle), across_);
}

double GreatCircle::length() const { return 2 * std::numbers::pi * norm(start_); }

}  // namespace ganscope
