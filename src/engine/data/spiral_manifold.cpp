#include "engine/data/spiral_manifold.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include "engine/data/partition.hpp"

namespace ganscope {
namespace {

constexpr double kInner = 0.2;
constexpr double kOuter = 2.0;
constexpr double kSweep = 1.5 * 2 * std::numbers::pi;
constexpr double kGrowth = (kOuter - kInner) / kSweep;  // of the radius, per radian
constexpr int kCells = 100;
constexpr int kSegments = 512;

double radius_at(double angle) { return kInner + kGrowth * angle; }

/// Arc length of the spiral r = kGrowth * angle from its pole to radius `r`.
double length_from_pole(double r) {
  return (r * std::hypot(r, kGrowth) / kGrowth + kGrowth * std::asinh(r / kGrowth)) / 2;
}

double share_at(double angle) {
  const double start = length_from_pole(kInner);
  return (length_from_pole(radius_at(angle)) - start) / (length_from_pole(kOuter) - start);
}

/// Inverse of share_at. Length is a convex function of the radius, so that Newton's steps from the
/// outer end approach the root from one side.
double angle_at(double share) {
  const double start = length_from_pole(kInner);
  const double wanted = start + share * (length_from_pole(kOuter) - start);
  double r = kOuter;
  for (int step = 0; step < 50; ++step) {
    const double change = (length_from_pole(r) - wanted) * kGrowth / std::hypot(r, kGrowth);
    r -= change;
    if (std::fabs(change) < 1e-13) break;
  }
  return std::clamp((r - kInner) / kGrowth, 0.0, kSweep);
}

struct Slope {
  double distance;  ///< from the point to the spiral at this angle
  double first;     ///< half the derivative of the squared distance by the angle
  double second;    ///< derivative of `first`
};

Slope slope_at(double angle, glm::vec2 point) {
  const double r = radius_at(angle);
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  const double dx = r * c - point.x;
  const double dy = r * s - point.y;
  const double tx = kGrowth * c - r * s;
  const double ty = kGrowth * s + r * c;
  const double bend = dx * (-2 * kGrowth * s - r * c) + dy * (2 * kGrowth * c - r * s);
  return {.distance = std::hypot(dx, dy), .first = dx * tx + dy * ty, .second = tx * tx + ty * ty + bend};
}

/// The angle between `low` and `high` nearest to `point`: Newton's method on the slope, halving the
/// bracket where a step would leave it.
double refine(double low, double high, glm::vec2 point) {
  if (slope_at(low, point).first >= 0) return low;
  if (slope_at(high, point).first <= 0) return high;
  double angle = (low + high) / 2;
  for (int step = 0; step < 60; ++step) {
    const Slope slope = slope_at(angle, point);
    (slope.first > 0 ? high : low) = angle;
    double next = angle - slope.first / slope.second;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (std::fabs(next - angle) < 1e-10) return next;
    angle = next;
  }
  return angle;
}

}  // namespace

SpiralManifold::SpiralManifold()
    : DescribedManifold({.info = {"spiral", "uniform along a spiral of 1.5 turns", 1, 2},
                         .bounds = square_bounds(3.2F),
                         .tolerance = 0.1F}) {
  for (int i = 0; i <= kSegments; ++i) {
    const double angle = angle_at(static_cast<double>(i) / kSegments);
    angle_.push_back(angle);
    x_.push_back(static_cast<float>(radius_at(angle) * std::cos(angle)));
    y_.push_back(static_cast<float>(radius_at(angle) * std::sin(angle)));
  }
}

glm::vec2 SpiralManifold::draw(Rng& rng) const {
  const double angle = angle_at(rng.uniform());
  return radius_at(angle) * glm::dvec2(std::cos(angle), std::sin(angle));
}

SpiralManifold::Foot SpiralManifold::foot(glm::vec2 point) const {
  std::array<float, kSegments + 1> squared;
  for (std::size_t i = 0; i <= kSegments; ++i) {
    const float dx = x_[i] - point.x;
    const float dy = y_[i] - point.y;
    squared[i] = dx * dx + dy * dy;
  }
  // Each turn has a nearest point of its own. All are refined, since between two turns the vertices
  // alone can't tell which is nearer.
  Foot best{.angle = 0, .distance = std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i <= kSegments; ++i) {
    const std::size_t before = i == 0 ? 0 : i - 1;
    const std::size_t after = std::min<std::size_t>(i + 1, kSegments);
    if (squared[i] > squared[before] || squared[i] > squared[after]) continue;
    const double angle = refine(angle_[before], angle_[after], point);
    const double distance = slope_at(angle, point).distance;
    if (distance < best.distance) best = {.angle = angle, .distance = distance};
  }
  return best;
}

float SpiralManifold::distance(glm::vec2 point) const { return static_cast<float>(foot(point).distance); }

int SpiralManifold::cell_count() const { return kCells; }

int SpiralManifold::cell(glm::vec2 point) const { return piece_of(share_at(foot(point).angle), kCells); }

}  // namespace ganscope
