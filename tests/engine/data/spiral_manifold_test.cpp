#include "engine/data/spiral_manifold.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace ganscope;

namespace {

constexpr double kSweep = 3 * std::numbers::pi;

glm::dvec2 on_spiral(double angle) {
  const double r = 0.2 + 1.8 * angle / kSweep;
  return {r * std::cos(angle), r * std::sin(angle)};
}

/// The spiral as a polyline of many equal steps of angle, the plain way.
std::vector<glm::dvec2> dense_spiral(int steps) {
  std::vector<glm::dvec2> points;
  for (int i = 0; i <= steps; ++i) points.push_back(on_spiral(kSweep * i / steps));
  return points;
}

}  // namespace

TEST_SUITE("spiral manifold") {
  TEST_CASE("distance agrees with the brute force over a dense polyline") {
    const SpiralManifold spiral;
    const auto dense = dense_spiral(200000);  // 6e-5 apart: a miss of 1e-8 at the distances tested
    Rng rng(31);
    const auto check = [&](glm::vec2 point) {
      double squared = 1e9;
      for (const glm::dvec2 vertex : dense) {
        const double dx = vertex.x - point.x;
        const double dy = vertex.y - point.y;
        squared = std::min(squared, dx * dx + dy * dy);
      }
      CAPTURE(point.x);
      CAPTURE(point.y);
      REQUIRE(std::fabs(spiral.distance(point) - std::sqrt(squared)) < 4e-5);
    };
    for (int i = 0; i < 400; ++i) {
      const auto x = static_cast<float>(rng.uniform(-3.2, 3.2));
      const auto y = static_cast<float>(rng.uniform(-3.2, 3.2));
      check({x, y});
    }
    for (int i = 0; i < 200; ++i) {  // the hole in the middle, where all directions are near
      const auto x = static_cast<float>(rng.uniform(-0.4, 0.4));
      const auto y = static_cast<float>(rng.uniform(-0.4, 0.4));
      check({x, y});
    }
    check({0, 0});
    check({0.2F, 0});
    check({-2, 0});
  }

  TEST_CASE("points pushed off along the normal are as far as they were pushed") {
    const SpiralManifold spiral;
    for (int i = 1; i < 200; ++i) {
      const double angle = kSweep * i / 200;
      const glm::dvec2 step = on_spiral(angle + 1e-6) - on_spiral(angle - 1e-6);
      const double length = std::hypot(step.x, step.y);
      for (const double push : {-0.04, 2e-3, 0.1}) {
        const glm::dvec2 at = on_spiral(angle) + push * glm::dvec2(-step.y, step.x) / length;
        REQUIRE(spiral.distance(glm::vec2(at)) == doctest::Approx(std::fabs(push)).epsilon(1e-4));
      }
    }
  }

  TEST_CASE("its ends are at radius 0.2 and 2, one and a half turns apart") {
    const SpiralManifold spiral;
    CHECK(spiral.distance({0.2F, 0}) < 1e-6F);
    CHECK(spiral.distance({-2, 0}) < 1e-6F);
    CHECK(spiral.distance({-2.4F, 0}) == doctest::Approx(0.4).epsilon(0.01));
    CHECK(spiral.cell({0.2F, 0}) == 0);
    CHECK(spiral.cell({-2, 0}) == 99);
    CHECK(spiral.tolerance() == doctest::Approx(0.1));
    CHECK(spiral.off_manifold_floor() == 0);
  }

  TEST_CASE("cells are equal pieces of its length") {
    const SpiralManifold spiral;
    const auto dense = dense_spiral(20000);
    std::vector<double> length(static_cast<std::size_t>(spiral.cell_count()), 0.0);
    double total = 0;
    for (std::size_t i = 1; i < dense.size(); ++i) {
      const glm::dvec2 step = dense[i] - dense[i - 1];
      const double piece = std::hypot(step.x, step.y);
      length.at(static_cast<std::size_t>(spiral.cell(glm::vec2((dense[i] + dense[i - 1]) / 2.0)))) += piece;
      total += piece;
    }
    for (const double cell : length) CHECK(cell == doctest::Approx(total / 100).epsilon(0.02));
  }

  TEST_CASE("samples lie on it to the precision of a float") {
    const SpiralManifold spiral;
    Rng rng(37);
    float farthest = 0;
    for (const glm::vec2 point : spiral.sample(5000, rng))
      farthest = std::max(farthest, spiral.distance(point));
    CHECK(farthest < 1e-6F);
  }
}
