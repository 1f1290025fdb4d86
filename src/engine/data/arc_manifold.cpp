#include "engine/data/arc_manifold.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "engine/data/partition.hpp"

namespace ganscope {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

double gap(glm::vec2 a, glm::vec2 b) {
  return std::hypot(static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y);
}

}  // namespace

glm::vec2 Arc::at(double share) const {
  const double angle = start + share * sweep;
  return centre + radius * glm::vec2(std::cos(angle), std::sin(angle));
}

Arc::Foot Arc::foot(glm::vec2 point) const {
  const glm::vec2 offset = point - centre;
  double angle = std::atan2(offset.y, offset.x) - start;
  angle -= kTurn * std::floor(angle / kTurn);
  if (angle <= sweep) return {.share = angle / sweep, .distance = std::fabs(gap(point, centre) - radius)};
  const double to_start = gap(point, at(0));
  const double to_end = gap(point, at(1));
  return to_start <= to_end ? Foot{.share = 0, .distance = to_start} : Foot{.share = 1, .distance = to_end};
}

ArcManifold::ArcManifold(ManifoldFacts facts, std::vector<Arc> arcs, int cells_per_arc)
    : DescribedManifold(std::move(facts)), arcs_(std::move(arcs)), cells_per_arc_(cells_per_arc) {}

glm::vec2 ArcManifold::draw(Rng& rng) const {
  const Arc& arc = arcs_[static_cast<std::size_t>(rng.below(arcs_.size()))];
  return arc.at(rng.uniform());
}

ArcManifold::Nearest ArcManifold::nearest(glm::vec2 point) const {
  Nearest best{.arc = 0, .foot = arcs_[0].foot(point)};
  for (std::size_t i = 1; i < arcs_.size(); ++i) {
    const Arc::Foot foot = arcs_[i].foot(point);
    if (foot.distance < best.foot.distance) best = {.arc = static_cast<int>(i), .foot = foot};
  }
  return best;
}

float ArcManifold::distance(glm::vec2 point) const {
  return static_cast<float>(nearest(point).foot.distance);
}

int ArcManifold::cell_count() const { return static_cast<int>(arcs_.size()) * cells_per_arc_; }

int ArcManifold::cell(glm::vec2 point) const {
  const Nearest found = nearest(point);
  return found.arc * cells_per_arc_ + piece_of(found.foot.share, cells_per_arc_);
}

int ArcManifold::mode_count() const {
  const int arcs = static_cast<int>(arcs_.size());
  return arcs > 1 ? arcs : 0;
}

int ArcManifold::mode(glm::vec2 point) const { return mode_count() > 0 ? nearest(point).arc : -1; }

Arc full_circle(float radius) { return {.centre = {0, 0}, .radius = radius, .start = 0, .sweep = kTurn}; }

std::shared_ptr<const Manifold> make_circle() {
  return std::make_shared<ArcManifold>(
      ManifoldFacts{.info = {"circle", "uniform on the circle of radius 2", 1, 2},
                    .bounds = square_bounds(3.2F),
                    .tolerance = 0.1F},
      std::vector{full_circle(2)}, 100);
}

std::shared_ptr<const Manifold> make_two_moons() {
  constexpr double kHalf = std::numbers::pi;
  return std::make_shared<ArcManifold>(
      ManifoldFacts{.info = {"two-moons", "two half circles, each reaching into the other", 1, 2},
                    .bounds = square_bounds(4.8F),
                    .tolerance = 0.1F},
      std::vector{Arc{.centre = {-1, -0.5F}, .radius = 2, .start = 0, .sweep = kHalf},
                  Arc{.centre = {1, 0.5F}, .radius = 2, .start = kHalf, .sweep = kHalf}},
      50);
}

}  // namespace ganscope
