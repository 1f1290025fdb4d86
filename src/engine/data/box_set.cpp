#include "engine/data/box_set.hpp"

#include <cstddef>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

namespace ganscope {
namespace {

std::vector<glm::vec2> three_by_three(float spacing) {
  std::vector<glm::vec2> centres;
  for (int row = -1; row <= 1; ++row)
    for (int column = -1; column <= 1; ++column) centres.push_back(spacing * glm::vec2(column, row));
  return centres;
}

}  // namespace

int BoxSet::dims() const { return (half.x > 0 ? 1 : 0) + (half.y > 0 ? 1 : 0); }

glm::vec2 BoxSet::draw(Rng& rng) const {
  glm::vec2 point = centres[static_cast<std::size_t>(rng.below(centres.size()))];
  if (half.x > 0) point.x += static_cast<float>(rng.uniform(-half.x, half.x));
  if (half.y > 0) point.y += static_cast<float>(rng.uniform(-half.y, half.y));
  return point;
}

float BoxSet::distance_to(glm::vec2 centre, glm::vec2 point) const {
  return glm::length(glm::max(glm::abs(point - centre) - half, glm::vec2(0)));
}

int BoxSet::nearest(glm::vec2 point) const {
  std::size_t best = 0;
  float best_distance = distance_to(centres[0], point);
  for (std::size_t i = 1; i < centres.size(); ++i) {
    const float candidate = distance_to(centres[i], point);
    if (candidate < best_distance) {
      best = i;
      best_distance = candidate;
    }
  }
  return static_cast<int>(best);
}

float BoxSet::distance(glm::vec2 point) const {
  return distance_to(centres[static_cast<std::size_t>(nearest(point))], point);
}

Bounds BoxSet::extent() const {
  Bounds extent{.min = centres[0], .max = centres[0]};
  for (const glm::vec2 centre : centres) {
    extent.min = glm::min(extent.min, centre);
    extent.max = glm::max(extent.max, centre);
  }
  return {.min = extent.min - half, .max = extent.max + half};
}

BoxSet lattice_boxes(float scale) { return {.centres = three_by_three(scale), .half = {0, 0}}; }
BoxSet nine_squares_boxes(float scale) {
  return {.centres = three_by_three(scale), .half = glm::vec2(0.2F * scale)};
}
BoxSet square_boxes(float scale) { return {.centres = {{0, 0}}, .half = {scale, scale}}; }
BoxSet interval_boxes(float scale) { return {.centres = {{0, 0}}, .half = {scale, 0}}; }

}  // namespace ganscope
