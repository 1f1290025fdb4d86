#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

/// The 1, 2 or 5 times a power of ten nearest to `rough` on a logarithmic scale, as a fraction or a
/// multiple: steps below one are divided by, because 0.1 isn't a binary number and 3 * 0.1 != 0.3.
struct Step {
  double digit = 1;
  int power = 0;

  [[nodiscard]] double size() const { return position(1); }
  [[nodiscard]] double position(double k) const {
    const double scale = std::pow(10.0, std::abs(power));
    return power < 0 ? k * digit / scale : k * digit * scale;
  }
};

Step nice_step(double rough) {
  const double exponent = std::log10(rough);
  Step best;
  double nearest = 2;
  for (int power = static_cast<int>(std::floor(exponent)); power <= std::floor(exponent) + 1; ++power) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double distance = std::abs(std::log10(digit) + power - exponent);
      if (distance < nearest) {
        nearest = distance;
        best = {digit, power};
      }
    }
  }
  return best;
}

}  // namespace

Ticks nice_ticks(double low, double high, int target) {
  if (!std::isfinite(low) || !std::isfinite(high)) return {};
  if (high < low) std::swap(low, high);
  const double range = high - low;
  if (range == 0) return {.positions = {low}, .decimals = 0};
  if (!std::isfinite(range)) return {};
  const Step step = nice_step(range / std::max(target, 1));
  // Ends that miss a multiple by rounding still get their tick.
  constexpr double kSlack = 1e-9;
  const double first = std::ceil(low / step.size() - kSlack);
  const double last = std::floor(high / step.size() + kSlack);
  Ticks ticks;
  ticks.decimals = std::max(0, -step.power);
  for (double k = first; k <= last; k += 1) {
    // Far from zero, doubles are coarser than the step: stop rather than repeat a position.
    if (k + 1 == k) break;
    const double position = step.position(k) + 0.0;  // + 0.0 makes -0 a 0
    if (!ticks.positions.empty() && position <= ticks.positions.back()) continue;
    ticks.positions.push_back(position);
  }
  return ticks;
}

}  // namespace ganscope
