#include "view/scene/out_of_view.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {

OutOfView out_of_view(const std::vector<glm::vec2>& samples, const Camera2D& camera) {
  std::array<std::size_t, kSideCount> count{};
  for (const glm::vec2& sample : samples) {
    if (!std::isfinite(sample.x) || !std::isfinite(sample.y)) continue;
    const glm::vec2 at = camera.to_pixel(sample);
    const std::array<float, kSideCount> beyond{-at.x, at.x - camera.size.x, -at.y, at.y - camera.size.y};
    const auto farthest = std::max_element(beyond.begin(), beyond.end());
    if (*farthest > 0) ++count[static_cast<std::size_t>(farthest - beyond.begin())];
  }
  OutOfView out;
  for (std::size_t side = 0; side < count.size() && !samples.empty(); ++side)
    out.share[side] = static_cast<float>(count[side]) / static_cast<float>(samples.size());
  return out;
}

}  // namespace ganscope
