#include "view/ui/layout.hpp"

#include <cmath>

namespace ganscope {

Layout lay_out(glm::vec2 window, float scale, bool panels) {
  Layout out;
  out.picture = {{0, 0}, window};
  if (!panels) return out;
  // Whole pixels: a picture between them would be blurred.
  const float top = std::round(kTopBar * scale);
  const float side = std::round(kSideColumn * scale);
  if (window.y > 4 * top) {
    out.top = {{0, 0}, {window.x, top}};
    out.picture.min.y = top;
  }
  float bottom = window.y;
  if (window.y >= kFoldTimeline * scale) {
    bottom -= std::round(kTimeline * scale);
    out.timeline = {{0, bottom}, window};
    out.picture.max.y = bottom;
  }
  if (window.x >= kFoldLeft * scale) {
    out.left = {{0, out.picture.min.y}, {side, bottom}};
    out.picture.min.x = side;
  }
  if (window.x >= kFoldRight * scale) {
    out.right = {{window.x - side, out.picture.min.y}, {window.x, bottom}};
    out.picture.max.x = window.x - side;
  }
  return out;
}

}  // namespace ganscope
