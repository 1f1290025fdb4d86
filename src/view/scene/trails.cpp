#include <algorithm>
#include <cmath>
#include <cstddef>

#include "view/scene/colour_maps.hpp"
#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

constexpr float kNewest = 0.75f;  ///< opacity at the present; the past fades to nothing
constexpr float kFade = 1.5f;     ///< more than 1: the fresh part of the path dominates

bool finite(glm::vec2 v) { return std::isfinite(v.x) && std::isfinite(v.y); }

}  // namespace

Segments trail_segments(const Trails& trails, const Theme& theme) {
  Segments segments;
  const std::size_t paths = std::min(trails.chart.size(), trails.positions.size());
  for (std::size_t path = 0; path < paths; ++path) {
    const std::vector<glm::vec2>& points = trails.positions[path];
    if (points.size() < 2) continue;
    const Colour colour = latent_colour(trails.chart[path], theme);
    const auto last = static_cast<float>(points.size() - 1);
    const auto faded = [&](std::size_t time) {
      return colour.with_alpha(kNewest * std::pow(static_cast<float>(time) / last, kFade));
    };
    for (std::size_t time = 0; time + 1 < points.size(); ++time) {
      if (!finite(points[time]) || !finite(points[time + 1])) continue;
      segments.push_back({points[time], faded(time)});
      segments.push_back({points[time + 1], faded(time + 1)});
    }
  }
  return segments;
}

}  // namespace ganscope
