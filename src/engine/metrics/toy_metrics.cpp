#include "engine/metrics/toy_metrics.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr int kBins2D = 32;
constexpr int kBins1D = 128;
constexpr std::size_t kCapturedParts = 10;  // one part in ten of its even share captures a mode

bool is_finite(glm::vec2 point) { return std::isfinite(point.x) && std::isfinite(point.y); }

/// The samples within the tolerance. Those that aren't finite are nowhere near.
std::vector<glm::vec2> on_manifold(const Manifold& manifold, std::span<const glm::vec2> samples) {
  std::vector<glm::vec2> kept;
  for (const glm::vec2 point : samples)
    if (is_finite(point) && manifold.distance(point) <= manifold.tolerance()) kept.push_back(point);
  return kept;
}

double coverage_by(const Manifold& manifold, std::span<const glm::vec2> kept) {
  std::vector<bool> reached(static_cast<std::size_t>(manifold.cell_count()), false);
  for (const glm::vec2 point : kept) reached[static_cast<std::size_t>(manifold.cell(point))] = true;
  double cells = 0;
  for (const bool cell : reached) cells += cell ? 1 : 0;
  return cells / static_cast<double>(reached.size());
}

double share_off(std::size_t kept, std::size_t samples) {
  if (samples == 0) throw Error("off-manifold share of 0 samples; expected at least 1");
  return static_cast<double>(samples - kept) / static_cast<double>(samples);
}

ModeCount modes_by(const Manifold& manifold, std::span<const glm::vec2> kept) {
  ModeCount result{.count = manifold.mode_count()};
  if (result.count == 0 || kept.empty()) return result;
  std::vector<int> samples(static_cast<std::size_t>(result.count), 0);
  for (const glm::vec2 point : kept) ++samples[static_cast<std::size_t>(manifold.mode(point))];
  double entropy = 0;
  for (const int of_mode : samples) {
    const double share = static_cast<double>(of_mode) / static_cast<double>(kept.size());
    result.shares.push_back(static_cast<float>(share));
    if (of_mode == 0) continue;
    // In whole numbers, so that exactly a tenth of the even share counts.
    const auto even_shares = static_cast<std::size_t>(of_mode) * static_cast<std::size_t>(result.count);
    if (even_shares * kCapturedParts >= kept.size()) ++result.captured;
    entropy -= share * std::log(share);
  }
  if (result.count >= 2) result.balance = entropy / std::log(result.count);
  return result;
}

/// The grid's bins are centred on multiples of their width about the middle of the bounds, half a
/// bin to the right of where the bounds would cut them. Manifolds are symmetric, and an edge in the
/// middle would cut the modes that stand there: a generator right to within a hair would be judged
/// by the side it missed them on.
Bounds centred_on_bins(Bounds bounds, int bins) {
  const glm::vec2 half_bin = (bounds.max - bounds.min) / (2.0F * static_cast<float>(bins));
  return {.min = bounds.min + half_bin, .max = bounds.max + half_bin};
}

}  // namespace

double coverage(const Manifold& manifold, std::span<const glm::vec2> samples) {
  return coverage_by(manifold, on_manifold(manifold, samples));
}

double off_manifold_share(const Manifold& manifold, std::span<const glm::vec2> samples) {
  return share_off(on_manifold(manifold, samples).size(), samples.size());
}

ModeCount count_modes(const Manifold& manifold, std::span<const glm::vec2> samples) {
  return modes_by(manifold, on_manifold(manifold, samples));
}

ToyMetrics measure_toy(const Manifold& manifold, std::span<const glm::vec2> generated,
                       std::span<const glm::vec2> reference, std::int64_t iteration) {
  const std::vector<glm::vec2> kept = on_manifold(manifold, generated);
  ModeCount modes = modes_by(manifold, kept);
  const int dims = manifold.ambient_dims();
  const int bins = dims == 1 ? kBins1D : kBins2D;
  return {.iteration = iteration,
          .samples = static_cast<int>(generated.size()),
          .coverage = coverage_by(manifold, kept),
          .off_manifold = share_off(kept.size(), generated.size()),
          .off_manifold_floor = manifold.off_manifold_floor(),
          .tolerance = manifold.tolerance(),
          .modes = modes.captured,
          .mode_count = modes.count,
          .mode_balance = modes.balance,
          .mode_shares = std::move(modes.shares),
          .jensen_shannon =
              jensen_shannon(generated, reference, centred_on_bins(manifold.bounds(), bins), dims, bins),
          .sliced_wasserstein = sliced_wasserstein(generated, reference, dims)};
}

}  // namespace ganscope
