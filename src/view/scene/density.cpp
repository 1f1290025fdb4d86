#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

constexpr double kReach = 6;        ///< deviations; what is left out weighs 2e-9
constexpr float kFallback = 0.01f;  ///< data units, when the samples have no spread

std::vector<double> finite_x(const std::vector<glm::vec2>& samples) {
  std::vector<double> xs;
  xs.reserve(samples.size());
  for (const glm::vec2 sample : samples) {
    if (std::isfinite(sample.x)) xs.push_back(sample.x);
  }
  return xs;
}

/// Evenly spaced positions that a kernel is added to.
struct Grid {
  double low;
  double step;
  double deviation;
  std::vector<double> sums;

  /// Adds exp(-(x - c)^2 / 2 h^2) from position `start` in steps of `direction`. Neighbouring values
  /// have a ratio that itself changes by a constant factor, so that the loop has no exponential:
  /// the curve is made anew for every frame from thousands of samples.
  void add_side(double centre, std::ptrdiff_t start, std::ptrdiff_t direction) {
    const double h = deviation;
    const double away = (low + static_cast<double>(start) * step - centre) / h;
    const double stride = static_cast<double>(direction) * step / h;
    double value = std::exp(-away * away / 2);
    double ratio = std::exp(-(2 * away * stride + stride * stride) / 2);
    const double change = std::exp(-stride * stride);
    double distance = away;
    const auto count = static_cast<std::ptrdiff_t>(sums.size());
    for (std::ptrdiff_t i = start; i >= 0 && i < count && std::abs(distance) <= kReach; i += direction) {
      sums[static_cast<std::size_t>(i)] += value;
      value *= ratio;
      ratio *= change;
      distance += stride;
    }
  }

  void add(double centre) {
    const double position = step > 0 ? (centre - low) / step : 0;
    const auto last = static_cast<double>(sums.size() - 1);
    const auto nearest = static_cast<std::ptrdiff_t>(std::clamp(std::round(position), 0.0, last));
    add_side(centre, nearest, 1);
    if (nearest > 0) add_side(centre, nearest - 1, -1);
  }
};

/// Linear interpolation between order statistics.
double quantile(const std::vector<double>& sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

}  // namespace

std::vector<float> density(const std::vector<glm::vec2>& samples, float low, float high, int count,
                           float bandwidth) {
  if (count <= 0) return {};
  std::vector<float> result(static_cast<std::size_t>(count), 0.f);
  const std::vector<double> xs = finite_x(samples);
  const bool drawable = std::isfinite(low) && std::isfinite(high) && low <= high;
  if (xs.empty() || !drawable || !(bandwidth > 0) || !std::isfinite(bandwidth)) return result;
  Grid grid{.low = low,
            .step = count > 1 ? (static_cast<double>(high) - low) / (count - 1) : 0.0,
            .deviation = bandwidth,
            .sums = std::vector<double>(result.size(), 0.0)};
  for (const double x : xs) grid.add(x);
  const double scale =
      1 / (static_cast<double>(xs.size()) * grid.deviation * std::sqrt(2 * std::numbers::pi));
  std::transform(grid.sums.begin(), grid.sums.end(), result.begin(),
                 [scale](double sum) { return static_cast<float>(sum * scale); });
  return result;
}

float density_bandwidth(const std::vector<glm::vec2>& samples) {
  std::vector<double> xs = finite_x(samples);
  if (xs.size() < 2) return kFallback;
  std::sort(xs.begin(), xs.end());
  const double range = xs.back() - xs.front();
  if (!(range > 0)) return kFallback;
  const auto n = static_cast<double>(xs.size());
  double mean = 0;
  for (const double x : xs) mean += x / n;
  double squares = 0;
  for (const double x : xs) squares += (x - mean) * (x - mean);
  const double deviation = std::sqrt(squares / (n - 1));
  const double quartiles = (quantile(xs, 0.75) - quantile(xs, 0.25)) / 1.34;
  // A collapsed middle with a few outliers has no quartile distance; the deviation still says something.
  const double spread = quartiles > 0 ? std::min(deviation, quartiles) : deviation;
  return static_cast<float>(std::max(0.9 * spread * std::pow(n, -0.2), range / 100));
}

}  // namespace ganscope
