#include "view/scene/corner_places.hpp"

#include <algorithm>
#include <cmath>

#include "view/scene/bins.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {
namespace {

constexpr int kBinsAlong = 64;       ///< of the density that stands for 1-D data
constexpr float kPeakHeight = 0.9f;  ///< where its highest bin stands, as in density_curves()

/// What 1-D data shows that lasts, in the picture's units.
std::vector<glm::vec2> one_dimension_points(const ToyFrame& frame) {
  const float low = frame.bounds.min.x;
  const float width = frame.bounds.max.x - low;
  std::vector<float> along;
  for (const glm::vec2& sample : frame.real) along.push_back(sample.x);
  const std::vector<float> shares = bin_shares(along, low, frame.bounds.max.x, kBinsAlong);
  const float highest = shares.empty() ? 0.f : *std::max_element(shares.begin(), shares.end());
  std::vector<glm::vec2> out;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const float x = low + width * (static_cast<float>(i) + 0.5f) / kBinsAlong;
    out.emplace_back(x, 0.f);
    out.emplace_back(x, kLatentAxis);
    // The lines between the axes, whose lower ends say which latents they come from.
    for (const float share : {0.2f, 0.5f}) out.emplace_back(x, (1 - share) * kLatentAxis);
    if (highest > 0) out.emplace_back(x, kPeakHeight * shares[i] / highest);
  }
  return out;
}

}  // namespace

Rect in_corner(Corner corner, const Rect& area, glm::vec2 size, const CornerMargins& margins) {
  const bool right = corner == Corner::upper_right || corner == Corner::lower_right;
  const bool upper = corner == Corner::upper_right || corner == Corner::upper_left;
  const glm::vec2 min{right ? area.max.x - margins.right - size.x : area.min.x + margins.left,
                      upper ? area.min.y + margins.top : area.max.y - margins.bottom - size.y};
  return {min, min + size};
}

std::vector<glm::vec2> lasting_points(const ToyFrame& frame, const Camera2D& fitted, const Rect& area) {
  std::vector<glm::vec2> points = frame.data_dims == 1 ? one_dimension_points(frame) : frame.real;
  for (glm::vec2& point : points) point = area.min + fitted.to_pixel(point);
  return points;
}

int percent_covered(const Rect& place, std::span<const glm::vec2> points) {
  if (points.empty()) return 0;
  const auto covered =
      std::count_if(points.begin(), points.end(), [&](glm::vec2 point) { return place.contains(point); });
  return static_cast<int>(
      std::lround(100. * static_cast<double>(covered) / static_cast<double>(points.size())));
}

}  // namespace ganscope
