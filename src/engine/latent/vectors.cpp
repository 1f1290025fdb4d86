#include "engine/latent/vectors.hpp"

#include <cmath>
#include <cstddef>

#include "core/error.hpp"

namespace ganscope {

double dot(const Latent& a, const Latent& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double norm(const Latent& a) { return std::sqrt(dot(a, a)); }

double distance(const Latent& a, const Latent& b) { return norm(combined(1, a, -1, b)); }
double relative_distance(const Latent& a, const Latent& b) { return distance(a, b) / norm(b); }

Latent scaled(const Latent& a, double by) {
  Latent out(a);
  for (double& x : out) x *= by;
  return out;
}

Latent combined(double x, const Latent& a, double y, const Latent& b) {
  Latent out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = x * a[i] + y * b[i];
  return out;
}

Latent mean(std::span<const Latent> latents) {
  if (latents.empty()) throw Error("the mean of no latents; expected at least one");
  Latent sum(latents.front().size(), 0.0);
  for (const Latent& latent : latents) sum = combined(1, sum, 1, latent);
  return scaled(sum, 1.0 / static_cast<double>(latents.size()));
}

double angle_between(const Latent& a, const Latent& b) {
  const double of_a = norm(a);
  const double of_b = norm(b);
  if (of_a == 0 || of_b == 0) return 0;
  const Latent apart = combined(1 / of_a, a, -1 / of_b, b);
  const Latent together = combined(1 / of_a, a, 1 / of_b, b);
  return 2 * std::atan2(norm(apart), norm(together));
}

Latent direction(const Latent& a) {
  const double length = norm(a);
  if (!(length > 0) || !std::isfinite(length))
    throw Error("a latent of length " + std::to_string(length) +
                " has no direction; expected one that is not zero");
  return scaled(a, 1 / length);
}

Latent rejected(Latent a, std::span<const Latent> basis) {
  for (int pass = 0; pass < 2; ++pass)
    for (const Latent& b : basis) a = combined(1, a, -dot(a, b), b);
  return a;
}

Latent any_orthogonal(std::span<const Latent> basis) {
  if (basis.empty() || basis.size() >= basis.front().size())
    throw Error("no direction is orthogonal to " + std::to_string(basis.size()) +
                " others in a latent space of " + std::to_string(basis.empty() ? 0 : basis.front().size()) +
                " dimensions");
  const std::size_t size = basis.front().size();
  std::size_t least = 0;
  double least_cover = 2;
  for (std::size_t i = 0; i < size; ++i) {
    double cover = 0;
    for (const Latent& b : basis) cover += b[i] * b[i];
    if (cover < least_cover) {
      least_cover = cover;
      least = i;
    }
  }
  Latent axis(size, 0.0);
  axis[least] = 1;
  return direction(rejected(std::move(axis), basis));
}

std::vector<Latent> orthonormal_basis(std::span<const Latent> latents) {
  constexpr double kNegligible = 1e-9;
  std::vector<Latent> basis;
  for (const Latent& latent : latents) {
    Latent rest = rejected(latent, basis);
    if (norm(rest) > kNegligible * norm(latent)) basis.push_back(direction(rest));
  }
  return basis;
}

}  // namespace ganscope
