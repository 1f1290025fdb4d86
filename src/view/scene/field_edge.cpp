#include "view/scene/field_edge.hpp"

#include <algorithm>

namespace ganscope {
namespace {

constexpr float kFadeShare = 0.12f;  ///< of the field's shorter side

/// 0 at the side, 1 from `width` on, without a kink at either end.
float rise(float distance, float width) {
  if (width <= 0) return 1;
  const float t = std::clamp(distance / width, 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

}  // namespace

EdgeFade edge_fade(const Bounds& field, const Bounds& visible) {
  const glm::vec2 size = field.max - field.min;
  const float width = kFadeShare * std::min(size.x, size.y);
  if (!(width > 0)) return {};
  return {.left = field.min.x > visible.min.x ? width : 0,
          .right = field.max.x < visible.max.x ? width : 0,
          .below = field.min.y > visible.min.y ? width : 0,
          .above = field.max.y < visible.max.y ? width : 0};
}

float edge_opacity(glm::vec2 point, const Bounds& field, const EdgeFade& fade) {
  return rise(point.x - field.min.x, fade.left) * rise(field.max.x - point.x, fade.right) *
         rise(point.y - field.min.y, fade.below) * rise(field.max.y - point.y, fade.above);
}

}  // namespace ganscope
