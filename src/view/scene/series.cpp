#include "view/scene/series.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

namespace ganscope {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// What one bucket has seen, as indices.
struct Bucket {
  std::size_t first = kNone;
  std::size_t least = kNone;
  std::size_t greatest = kNone;
  std::size_t last = kNone;
  std::size_t first_missing = kNone;
  std::size_t last_missing = kNone;

  void add(std::size_t i, std::span<const float> ys) {
    if (!std::isfinite(ys[i])) {
      if (first_missing == kNone) first_missing = i;
      last_missing = i;
      return;
    }
    if (first == kNone) first = least = greatest = i;
    last = i;
    if (ys[i] < ys[least]) least = i;
    if (ys[i] > ys[greatest]) greatest = i;
  }

  void flush(std::vector<std::size_t>& out) {
    std::array<std::size_t, 6> kept{first, least, greatest, last, first_missing, last_missing};
    std::sort(kept.begin(), kept.end());
    const auto distinct = std::unique(kept.begin(), kept.end());
    std::copy_if(kept.begin(), distinct, std::back_inserter(out), [](std::size_t i) { return i != kNone; });
    *this = {};
  }
};

}  // namespace

std::vector<std::size_t> decimate_min_max(std::span<const float> xs, std::span<const float> ys, int buckets) {
  const std::size_t count = std::min(xs.size(), ys.size());
  const auto wanted = static_cast<std::size_t>(std::max(buckets, 1));
  std::vector<std::size_t> placed;  // points that have a place on the axis
  placed.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (std::isfinite(xs[i])) placed.push_back(i);
  }
  if (placed.size() <= 4 * wanted) return placed;

  const double low = xs[placed.front()];
  const double range = xs[placed.back()] - low;
  std::vector<std::size_t> kept;
  kept.reserve(4 * wanted);
  Bucket bucket;
  std::size_t current = 0;
  for (const std::size_t i : placed) {
    const double share = range > 0 ? (xs[i] - low) / range : 0.0;
    const double column =
        std::clamp(share * static_cast<double>(wanted), 0.0, static_cast<double>(wanted - 1));
    // Never back to an earlier bucket, so that the bound holds even if xs descends somewhere.
    const std::size_t next = std::max(current, static_cast<std::size_t>(column));
    if (next != current) bucket.flush(kept);
    current = next;
    bucket.add(i, ys);
  }
  bucket.flush(kept);
  return kept;
}

CurveValue value_on_curve(std::span<const float> xs, std::span<const float> ys, float x, bool log) {
  const std::size_t count = std::min(xs.size(), ys.size());
  if (count == 0 || !std::isfinite(x)) return {};
  xs = xs.first(count);
  const auto present = [&](std::size_t i) { return std::isfinite(ys[i]) && (!log || ys[i] > 0); };
  const auto at_point = [&](std::size_t i) {
    return CurveValue{present(i) ? ys[i] : std::numeric_limits<float>::quiet_NaN(), xs[i], xs[i]};
  };
  const auto after = static_cast<std::size_t>(std::lower_bound(xs.begin(), xs.end(), x) - xs.begin());
  if (after == count) return at_point(count - 1);
  if (after == 0 || xs[after] == x) return at_point(after);
  const std::size_t before = after - 1;
  CurveValue out{std::numeric_limits<float>::quiet_NaN(), xs[before], xs[after]};
  if (!present(before) || !present(after)) return out;
  const float share = (x - xs[before]) / (xs[after] - xs[before]);
  out.value = log ? std::exp(std::lerp(std::log(ys[before]), std::log(ys[after]), share))
                  : std::lerp(ys[before], ys[after], share);
  return out;
}

std::vector<float> trailing_means(std::span<const float> ys, std::size_t window) {
  std::vector<float> means;
  means.reserve(ys.size());
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < ys.size(); ++i) {
    if (std::isfinite(ys[i])) sum += static_cast<double>(ys[i]), ++count;
    if (i >= window && std::isfinite(ys[i - window])) sum -= static_cast<double>(ys[i - window]), --count;
    means.push_back(count > 0 ? static_cast<float>(sum / static_cast<double>(count))
                              : std::numeric_limits<float>::quiet_NaN());
  }
  return means;
}

}  // namespace ganscope
