#pragma once
#include <glm/vec2.hpp>

namespace ganscope {

/// A rectangle in pixels, y down.
struct Rect {
  glm::vec2 min{0, 0};
  glm::vec2 max{0, 0};
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
  [[nodiscard]] glm::vec2 size() const { return max - min; }
  [[nodiscard]] bool empty() const { return width() < 1 || height() < 1; }
  [[nodiscard]] bool contains(glm::vec2 point) const {
    return point.x >= min.x && point.y >= min.y && point.x < max.x && point.y < max.y;
  }
};

}  // namespace ganscope
