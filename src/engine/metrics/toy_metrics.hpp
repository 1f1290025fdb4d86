#pragma once
#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "engine/data/manifold.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Generated samples measured by default; the bars in docs/metrics.md are stated for this number.
inline constexpr int kMetricSamples = 10000;

// Samples that aren't finite (a generator that diverged) count as off the manifold and outside every
// grid, and put sliced_wasserstein at infinity.

/// Share of the manifold's cells that hold at least one sample within the tolerance; 0 of none.
[[nodiscard]] double coverage(const Manifold& manifold, std::span<const glm::vec2> samples);

/// Share of samples farther from the manifold than its tolerance. Throws Error for no samples.
[[nodiscard]] double off_manifold_share(const Manifold& manifold, std::span<const glm::vec2> samples);

struct ModeCount {
  int captured = 0;    ///< modes holding at least a tenth of their even share of on-manifold samples
  int count = 0;       ///< modes the manifold has
  double balance = 0;  ///< entropy of the shares over log(count); 0 with fewer than two modes
  std::vector<float> shares{};  ///< of the on-manifold samples, one a mode; empty when there are none
};
[[nodiscard]] ModeCount count_modes(const Manifold& manifold, std::span<const glm::vec2> samples);

/// Jensen-Shannon divergence in bits (0 to 1) between two sample sets on a regular grid over
/// `bounds` with one more cell for everything outside. `dims` 1: bins (1 to 4096) along x; 2: bins x
/// bins. Symmetric in a and b, which may differ in size. Two sets of n from one distribution that
/// fills k cells score about (k - 1) / (4 n ln 2), the measure's own noise. Throws Error for an empty
/// set or empty bounds.
[[nodiscard]] double jensen_shannon(std::span<const glm::vec2> a, std::span<const glm::vec2> b, Bounds bounds,
                                    int dims, int bins);

/// Sliced Wasserstein-1 distance: mean over `directions` evenly spaced directions of the 1-D
/// distance between the projections; for dims 1 the 1-D distance itself. Data units. Throws Error
/// for empty sets or sets of unequal size.
[[nodiscard]] double sliced_wasserstein(std::span<const glm::vec2> a, std::span<const glm::vec2> b, int dims,
                                        int directions = 64);

/// All of the above for `generated` against the manifold; `reference` are as many samples of the
/// manifold itself. `iteration` is copied into the result. Jensen-Shannon is taken on 32 x 32 bins the
/// size of the manifold's bounds (1-D: 128), moved by half a bin so that the middle of the bounds is
/// the middle of a bin. Throws Error for empty sets or sets of unequal size.
[[nodiscard]] ToyMetrics measure_toy(const Manifold& manifold, std::span<const glm::vec2> generated,
                                     std::span<const glm::vec2> reference, std::int64_t iteration);

}  // namespace ganscope
