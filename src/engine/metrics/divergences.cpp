// The two-sample measures of toy_metrics.hpp; those that need a manifold are in toy_metrics.cpp.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <string>

#include "core/error.hpp"
#include "engine/metrics/float_sort.hpp"
#include "engine/metrics/toy_metrics.hpp"

namespace ganscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void check_dims(const char* measure, int dims) {
  if (dims != 1 && dims != 2)
    throw out_of_range(std::string(measure) + " dims", std::to_string(dims), "1 or 2");
}

/// The bin of `value`, or -1 outside the range (NaN is outside).
int bin_of(float value, float low, float high, int bins) {
  if (!(value >= low && value <= high)) return -1;
  const double share = (static_cast<double>(value) - low) / (static_cast<double>(high) - low);
  return std::min(static_cast<int>(share * bins), bins - 1);
}

/// Shares of the samples in each bin; the last entry is everything outside.
std::vector<double> histogram(std::span<const glm::vec2> samples, Bounds bounds, int dims, int bins) {
  const int rows = dims == 2 ? bins : 1;
  const int outside = rows * bins;
  std::vector<double> shares(static_cast<std::size_t>(outside) + 1, 0.0);
  for (const glm::vec2 point : samples) {
    const int column = bin_of(point.x, bounds.min.x, bounds.max.x, bins);
    const int row = dims == 2 ? bin_of(point.y, bounds.min.y, bounds.max.y, bins) : 0;
    shares[static_cast<std::size_t>(column < 0 || row < 0 ? outside : row * bins + column)] += 1;
  }
  for (double& share : shares) share /= static_cast<double>(samples.size());
  return shares;
}

/// Sorted projections of the samples on a unit vector.
void project(std::span<const glm::vec2> samples, glm::dvec2 direction, std::vector<float>& out,
             std::vector<float>& scratch) {
  for (std::size_t i = 0; i < samples.size(); ++i)
    out[i] = static_cast<float>(samples[i].x * direction.x + samples[i].y * direction.y);
  sort_floats(out, scratch);
}

bool all_finite(std::span<const glm::vec2> samples, int dims) {
  return std::all_of(samples.begin(), samples.end(), [dims](glm::vec2 point) {
    return std::isfinite(point.x) && (dims == 1 || std::isfinite(point.y));
  });
}

}  // namespace

double jensen_shannon(std::span<const glm::vec2> a, std::span<const glm::vec2> b, Bounds bounds, int dims,
                      int bins) {
  check_dims("Jensen-Shannon", dims);
  if (a.empty() || b.empty())
    throw Error("Jensen-Shannon of " + std::to_string(a.size()) + " and " + std::to_string(b.size()) +
                " samples; expected at least 1 each");
  if (bins < 1 || bins > 4096) throw out_of_range("Jensen-Shannon bins", std::to_string(bins), "1 to 4096");
  const glm::vec2 size = bounds.max - bounds.min;
  if (!(size.x > 0) || (dims == 2 && !(size.y > 0)))
    throw Error("Jensen-Shannon bounds are " + std::to_string(size.x) + " by " + std::to_string(size.y) +
                "; expected more than 0");
  const std::vector<double> p = histogram(a, bounds, dims, bins);
  const std::vector<double> q = histogram(b, bounds, dims, bins);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double middle = (p[i] + q[i]) / 2;
    const double from_p = p[i] > 0 ? p[i] * std::log2(p[i] / middle) : 0;
    const double from_q = q[i] > 0 ? q[i] * std::log2(q[i] / middle) : 0;
    sum += from_p + from_q;
  }
  return std::clamp(sum / 2, 0.0, 1.0);
}

double sliced_wasserstein(std::span<const glm::vec2> a, std::span<const glm::vec2> b, int dims,
                          int directions) {
  check_dims("sliced Wasserstein", dims);
  if (a.empty() || a.size() != b.size())
    throw Error("sliced Wasserstein of " + std::to_string(a.size()) + " and " + std::to_string(b.size()) +
                " samples; expected two sets of one size, at least 1");
  if (directions < 1)
    throw out_of_range("sliced Wasserstein directions", std::to_string(directions), "1 or more");
  if (!all_finite(a, dims) || !all_finite(b, dims)) return kInfinity;
  const int used = dims == 1 ? 1 : directions;
  std::vector<float> along_a(a.size()), along_b(b.size()), scratch;
  double sum = 0;
  for (int k = 0; k < used; ++k) {
    // Half a turn is all: opposite directions give the same distance.
    const double angle = std::numbers::pi * k / used;
    const glm::dvec2 direction = dims == 1 ? glm::dvec2(1, 0) : glm::dvec2(std::cos(angle), std::sin(angle));
    project(a, direction, along_a, scratch);
    project(b, direction, along_b, scratch);
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::fabs(static_cast<double>(along_a[i]) - along_b[i]);
  }
  const double mean = sum / (static_cast<double>(a.size()) * used);
  // Projections of numbers near the end of the float range can pass it.
  return std::isfinite(mean) ? mean : kInfinity;
}

}  // namespace ganscope
