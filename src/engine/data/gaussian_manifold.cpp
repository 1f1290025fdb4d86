#include "engine/data/gaussian_manifold.hpp"

#include <cmath>
#include <cstddef>
#include <glm/geometric.hpp>
#include <numbers>
#include <utility>

#include "engine/data/partition.hpp"

namespace ganscope {
namespace {

constexpr float kDeviations = 3;  // the field's "high-quality sample" lies within three

/// Probability that a standard normal vector of `dims` is shorter than `radius`.
double radial_cdf(double radius, int dims) {
  return dims == 1 ? std::erf(radius / std::numbers::sqrt2) : -std::expm1(-0.5 * radius * radius);
}

ManifoldFacts facts_of(ManifoldInfo info, Bounds bounds, const GaussianShape& shape) {
  return {.info = std::move(info),
          .bounds = bounds,
          .tolerance = kDeviations * shape.deviation,
          .off_manifold_floor = 1 - radial_cdf(kDeviations, shape.dims)};
}

}  // namespace

GaussianManifold::GaussianManifold(ManifoldInfo info, Bounds bounds, GaussianShape shape)
    : DescribedManifold(facts_of(std::move(info), bounds, shape)), shape_(std::move(shape)) {}

glm::vec2 GaussianManifold::draw(Rng& rng) const {
  glm::vec2 point = shape_.centres[static_cast<std::size_t>(rng.below(shape_.centres.size()))];
  point.x += shape_.deviation * static_cast<float>(rng.normal());
  if (shape_.dims == 2) point.y += shape_.deviation * static_cast<float>(rng.normal());
  return point;
}

glm::vec2 GaussianManifold::offset(int centre, glm::vec2 point) const {
  return point - shape_.centres[static_cast<std::size_t>(centre)];
}

int GaussianManifold::nearest(glm::vec2 point) const {
  int best = 0;
  for (int i = 1; i < static_cast<int>(shape_.centres.size()); ++i)
    if (glm::length(offset(i, point)) < glm::length(offset(best, point))) best = i;
  return best;
}

float GaussianManifold::distance(glm::vec2 point) const { return glm::length(offset(nearest(point), point)); }

int GaussianManifold::cell_count() const {
  return static_cast<int>(shape_.centres.size()) * shape_.rings * shape_.sectors;
}

int GaussianManifold::cell(glm::vec2 point) const {
  const int centre = nearest(point);
  const glm::vec2 away = offset(centre, point);
  const double radius = glm::length(away) / shape_.deviation;
  const int ring = piece_of(radial_cdf(radius, shape_.dims), shape_.rings);
  const double turn = shape_.dims == 1 ? (away.x < 0 ? 0.25 : 0.75)
                                       : 0.5 + std::atan2(away.y, away.x) / (2 * std::numbers::pi);
  const int sector = piece_of(turn, shape_.sectors);
  return (centre * shape_.rings + ring) * shape_.sectors + sector;
}

int GaussianManifold::mode_count() const {
  const int centres = static_cast<int>(shape_.centres.size());
  return centres > 1 ? centres : 0;
}

int GaussianManifold::mode(glm::vec2 point) const { return mode_count() > 0 ? nearest(point) : -1; }

std::shared_ptr<const Manifold> make_gaussian() {
  return std::make_shared<GaussianManifold>(
      ManifoldInfo{"gaussian", "standard normal distribution on the plane", 2, 2}, square_bounds(4.8F),
      GaussianShape{.centres = {{0, 0}}, .deviation = 1, .dims = 2, .rings = 10, .sectors = 10});
}

// The bounds of the mixtures set each centre away from the edges of 32 (1-D: 128) bins, so that the
// Jensen-Shannon divergence doesn't jump when a mode is a hair off (measure_toy).

std::shared_ptr<const Manifold> make_ring8() {
  std::vector<glm::vec2> centres;
  for (int i = 0; i < 8; ++i) {
    const double angle = std::numbers::pi / 4 * i;
    centres.emplace_back(2 * std::cos(angle), 2 * std::sin(angle));
  }
  return std::make_shared<GaussianManifold>(
      ManifoldInfo{"ring8", "eight narrow Gaussians on a circle of radius 2", 2, 2}, square_bounds(3.2F),
      GaussianShape{.centres = std::move(centres), .deviation = 0.02F, .dims = 2, .rings = 1, .sectors = 4});
}

std::shared_ptr<const Manifold> make_grid25() {
  std::vector<glm::vec2> centres;
  for (int row = -4; row <= 4; row += 2)
    for (int column = -4; column <= 4; column += 2) centres.emplace_back(column, row);
  return std::make_shared<GaussianManifold>(
      ManifoldInfo{"grid25", "twenty-five narrow Gaussians on a 5 x 5 grid", 2, 2}, square_bounds(6.4F),
      GaussianShape{.centres = std::move(centres), .deviation = 0.05F, .dims = 2, .rings = 1, .sectors = 4});
}

std::shared_ptr<const Manifold> make_line_mixture() {
  return std::make_shared<GaussianManifold>(
      ManifoldInfo{"line-mixture", "three Gaussians on the line", 1, 1}, square_bounds(4),
      GaussianShape{
          .centres = {{-2, 0}, {0, 0}, {2, 0}}, .deviation = 0.2F, .dims = 1, .rings = 5, .sectors = 2});
}

}  // namespace ganscope
