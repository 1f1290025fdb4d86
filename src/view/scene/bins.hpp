#pragma once
#include <span>
#include <vector>

namespace ganscope {

/// Share of the values in each of `bins` bins of equal width over [low, high]; values beyond the ends
/// count in the first or the last. Those that aren't finite are left out; all shares are zero when none is.
[[nodiscard]] std::vector<float> bin_shares(std::span<const float> values, float low, float high, int bins);

}  // namespace ganscope
