#include "engine/data/normal_distribution.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace ganscope {

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double share) {
  if (share <= 0) return -std::numeric_limits<double>::infinity();
  if (share >= 1) return std::numeric_limits<double>::infinity();
  if (share > 0.5) return -normal_quantile(1 - share);
  // Below one half the distribution function is convex, so Newton's steps from 0 come down on the
  // root from one side and can't overshoot, for every share.
  double x = 0;
  for (int step = 0; step < 200; ++step) {
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
    const double change = (normal_cdf(x) - share) / density;
    x -= change;
    if (std::fabs(change) < 1e-14) break;
  }
  return x;
}

}  // namespace ganscope
