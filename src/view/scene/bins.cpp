#include "view/scene/bins.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {

std::vector<float> bin_shares(std::span<const float> values, float low, float high, int bins) {
  std::vector<float> shares(static_cast<std::size_t>(std::max(bins, 1)), 0.f);
  std::size_t count = 0;
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    const float place = (v - low) / (high - low) * static_cast<float>(shares.size());
    const float last = static_cast<float>(shares.size() - 1);
    shares[static_cast<std::size_t>(std::clamp(std::floor(place), 0.f, last))] += 1;
    ++count;
  }
  if (count > 0)
    for (float& share : shares) share /= static_cast<float>(count);
  return shares;
}

}  // namespace ganscope
