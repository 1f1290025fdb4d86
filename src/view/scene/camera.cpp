#include "view/scene/camera.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {
namespace {

constexpr float kLeastZoom = 0.05f;
constexpr float kMostZoom = 1000.f;

/// Bounds without extent (a single point) show one data unit; a NaN does too.
float extent(float low, float high) {
  const float size = high - low;
  return size > 0 && std::isfinite(size) ? size : 1.f;
}

}  // namespace

glm::vec2 Camera2D::scale() const {
  // A window being closed has no pixels; one keeps the mapping invertible.
  const glm::vec2 available{std::max(size.x - 2 * margin, 1.f), std::max(size.y - 2 * margin, 1.f)};
  const glm::vec2 fit{available.x / extent(bounds.min.x, bounds.max.x),
                      available.y / extent(bounds.min.y, bounds.max.y)};
  return zoom * (stretch ? fit : glm::vec2(std::min(fit.x, fit.y)));
}

glm::vec2 Camera2D::centre() const { return 0.5f * (bounds.min + bounds.max) + pan; }

glm::vec2 Camera2D::to_pixel(glm::vec2 data) const {
  const glm::vec2 offset = (data - centre()) * scale();
  return 0.5f * size + glm::vec2(offset.x, -offset.y);
}

glm::vec2 Camera2D::to_data(glm::vec2 pixel) const {
  const glm::vec2 offset = pixel - 0.5f * size;
  return centre() + glm::vec2(offset.x, -offset.y) / scale();
}

Bounds Camera2D::visible() const {
  const glm::vec2 half = 0.5f * size / scale();
  return {centre() - half, centre() + half};
}

void Camera2D::zoom_at(glm::vec2 pixel, float factor) {
  if (!(factor > 0) || !std::isfinite(factor)) return;
  const glm::vec2 before = to_data(pixel);
  zoom = std::clamp(zoom * factor, kLeastZoom, kMostZoom);
  pan += before - to_data(pixel);
}

void Camera2D::drag(glm::vec2 pixels) { pan += glm::vec2(-pixels.x, pixels.y) / scale(); }

}  // namespace ganscope
