#include "engine/latent/interpolation.hpp"

#include <cmath>
#include <numbers>
#include <span>

#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

/// Radians within which two directions count as one or as opposite: the formula divides by the sine, and
/// half of a double's digits are left here.
constexpr double kNearlySame = 1e-7;

bool nearly_opposite(double theta) { return std::numbers::pi - theta < kNearlySame; }

}  // namespace

Latent lerp(const Latent& a, const Latent& b, double mu) {
  if (mu == 0) return a;
  if (mu == 1) return b;
  return combined(1 - mu, a, mu, b);
}

Latent slerp(const Latent& a, const Latent& b, double mu) {
  const Latent from = direction(a);
  static_cast<void>(direction(b));
  if (mu == 0) return a;
  if (mu == 1) return b;
  const double theta = angle_between(a, b);
  if (theta < kNearlySame) return lerp(a, b, mu);
  if (nearly_opposite(theta)) {
    const double radius = (1 - mu) * norm(a) + mu * norm(b);
    const Latent aside = any_orthogonal({&from, 1});
    return combined(radius * std::cos(mu * theta), from, radius * std::sin(mu * theta), aside);
  }
  const double sine = std::sin(theta);
  return combined(std::sin((1 - mu) * theta) / sine, a, std::sin(mu * theta) / sine, b);
}

Latent sphere_log(const Latent& at, const Latent& to) {
  const double theta = angle_between(at, to);
  if (nearly_opposite(theta)) return scaled(any_orthogonal({&at, 1}), theta);
  const Latent across = rejected(to, {&at, 1});
  const double length = norm(across);
  return length > 0 ? scaled(across, theta / length) : across;
}

Latent sphere_exp(const Latent& at, const Latent& tangent) {
  const double theta = norm(tangent);
  if (theta == 0) return at;
  return combined(std::cos(theta), at, std::sin(theta) / theta, tangent);
}

}  // namespace ganscope
