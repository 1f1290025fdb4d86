#pragma once
#include <array>
#include <vector>

#include "view/scene/camera.hpp"

namespace ganscope {

enum class Side { left, right, above, below };
inline constexpr int kSideCount = 4;

/// Which share of samples lies beyond each side of the picture, 0 to 1. One that lies beyond two counts for
/// the side that it is farther from, in pixels; positions that are no numbers count for none.
struct OutOfView {
  std::array<float, kSideCount> share{};
  [[nodiscard]] float beyond(Side side) const { return share[static_cast<std::size_t>(side)]; }
  [[nodiscard]] float total() const { return share[0] + share[1] + share[2] + share[3]; }
};

[[nodiscard]] OutOfView out_of_view(const std::vector<glm::vec2>& samples, const Camera2D& camera);

}  // namespace ganscope
