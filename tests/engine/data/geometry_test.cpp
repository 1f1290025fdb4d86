// Distances, cells and modes of single manifolds, worked by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>
#include <set>

#include "engine/data/manifold.hpp"
#include "engine/data/normal_distribution.hpp"
#include "engine/data/partition.hpp"

using namespace ganscope;

TEST_SUITE("geometry") {
  TEST_CASE("pieces of the unit range hold whatever comes") {
    CHECK(piece_of(0, 4) == 0);
    CHECK(piece_of(0.2499, 4) == 0);
    CHECK(piece_of(0.25, 4) == 1);
    CHECK(piece_of(0.9999, 4) == 3);
    CHECK(piece_of(1, 4) == 3);
    CHECK(piece_of(1e300, 4) == 3);
    CHECK(piece_of(-1e300, 4) == 0);
    CHECK(piece_of(std::nan(""), 4) == 0);
  }

  TEST_CASE("normal distribution and its inverse") {
    CHECK(normal_cdf(0) == doctest::Approx(0.5));
    CHECK(normal_cdf(1.959963985) == doctest::Approx(0.975).epsilon(1e-9));
    CHECK(normal_quantile(0.5) == doctest::Approx(0));
    CHECK(normal_quantile(0.9995) == doctest::Approx(3.290526731).epsilon(1e-9));
    CHECK(normal_quantile(0.0005) == doctest::Approx(-3.290526731).epsilon(1e-9));
    for (const double share : {1e-12, 1e-4, 0.1, 0.3, 0.77, 0.999})
      CHECK(normal_cdf(normal_quantile(share)) == doctest::Approx(share).epsilon(1e-10));
    CHECK(std::isinf(normal_quantile(0)));
    CHECK(std::isinf(normal_quantile(1)));
  }

  TEST_CASE("lattice: distance to the nearest atom") {
    const auto lattice = make_manifold("lattice");
    CHECK(lattice->distance({2, -2}) == 0);
    CHECK(lattice->distance({0.6F, 0.8F}) == doctest::Approx(1));
    CHECK(lattice->distance({5, 6}) == doctest::Approx(5));
    CHECK(lattice->tolerance() == doctest::Approx(0.2));
    CHECK(lattice->cell_count() == 9);
    CHECK(lattice->cell({-1.8F, -2.4F}) == 0);
    CHECK(lattice->cell({0.2F, -0.2F}) == 4);
    CHECK(lattice->mode({2.6F, 1.6F}) == 8);
  }

  TEST_CASE("square: ten by ten cells, distance from the edge or the corner") {
    const auto square = make_manifold("square");
    CHECK(square->distance({1, -1.98F}) == 0);
    CHECK(square->distance({2.5F, 0}) == doctest::Approx(0.5));
    CHECK(square->distance({-2.6F, 2.8F}) == doctest::Approx(1));
    CHECK(square->cell_count() == 100);
    CHECK(square->cell({-1.9F, -1.9F}) == 0);
    CHECK(square->cell({-1.5F, -1.9F}) == 1);
    CHECK(square->cell({-1.9F, -1.5F}) == 10);
    CHECK(square->cell({2.04F, 2.04F}) == 99);
  }

  TEST_CASE("nine squares: gaps are off the manifold") {
    const auto squares = make_manifold("nine-squares");
    CHECK(squares->distance({-2.3F, 0.3F}) == 0);
    CHECK(squares->distance({1, 0}) == doctest::Approx(0.6));
    CHECK(squares->distance({1, 1.2F}) == doctest::Approx(std::hypot(0.6, 0.4)));
    CHECK(squares->cell_count() == 81);
    CHECK(squares->cell({-2.3F, -2.3F}) == 0);
    CHECK(squares->cell({-2, -2}) == 4);
    CHECK(squares->cell({2.3F, 2.3F}) == 80);
    CHECK(squares->mode({0.9F, 0.2F}) == 4);
    CHECK(squares->mode({1.1F, 0.2F}) == 5);
  }

  TEST_CASE("interval: a hundred cells; leaving the line counts as distance") {
    const auto interval = make_manifold("interval");
    CHECK(interval->distance({-0.6F, 0}) == 0);
    CHECK(interval->distance({3, 0}) == doctest::Approx(1));
    CHECK(interval->distance({0, 0.5F}) == doctest::Approx(0.5));
    CHECK(interval->cell_count() == 100);
    CHECK(interval->cell({-1.98F, 0}) == 0);
    CHECK(interval->cell({0.02F, 0}) == 50);
    CHECK(interval->cell({1.98F, 0}) == 99);
  }

  TEST_CASE("gaussian: three deviations, with the share beyond them in closed form") {
    const auto gaussian = make_manifold("gaussian");
    CHECK(gaussian->distance({3, 4}) == doctest::Approx(5));
    CHECK(gaussian->tolerance() == doctest::Approx(3));
    CHECK(gaussian->off_manifold_floor() == doctest::Approx(0.011108997));
    CHECK(gaussian->cell_count() == 100);
    // The innermost of ten equally likely rings ends where exp(-r^2 / 2) = 0.9, at 0.4590.
    CHECK(gaussian->cell({0.458F, 1e-4F}) != gaussian->cell({0.460F, 1e-4F}));
    CHECK(gaussian->cell({0.1F, 1e-4F}) == gaussian->cell({0.458F, 1e-4F}));
  }

  TEST_CASE("mixtures: distance to the nearest centre, several cells a mode") {
    const auto ring = make_manifold("ring8");
    CHECK(ring->distance({2, 0}) == doctest::Approx(0).epsilon(1e-6));
    CHECK(ring->distance({0, 0}) == doctest::Approx(2));
    CHECK(ring->distance({-std::numbers::sqrt2_v<float>, std::numbers::sqrt2_v<float>}) < 1e-6F);
    CHECK(ring->tolerance() == doctest::Approx(0.06));
    CHECK(ring->mode({0, 1.9F}) == 2);
    CHECK(ring->cell_count() == 32);

    const auto grid = make_manifold("grid25");
    CHECK(grid->distance({-4, 3.9F}) == doctest::Approx(0.1));
    CHECK(grid->tolerance() == doctest::Approx(0.15));
    CHECK(grid->off_manifold_floor() == doctest::Approx(std::exp(-4.5)));
    CHECK(grid->mode({-4, -4}) == 0);
    CHECK(grid->mode({0.3F, -0.2F}) == 12);
    std::set<int> quadrants;
    for (const float x : {1.98F, 2.02F})
      for (const float y : {1.98F, 2.02F}) quadrants.insert(grid->cell({x, y}));
    CHECK(quadrants.size() == 4);
  }

  TEST_CASE("line mixture: cells are the tenths of each mode") {
    const auto line = make_manifold("line-mixture");
    CHECK(line->distance({1.5F, 0}) == doctest::Approx(0.5));
    CHECK(line->tolerance() == doctest::Approx(0.6));
    CHECK(line->off_manifold_floor() == doctest::Approx(0.0026997961));
    CHECK(line->cell_count() == 30);
    std::set<int> cells;
    for (int i = 0; i < 10; ++i)
      cells.insert(line->cell({2 + 0.2F * static_cast<float>(normal_quantile(0.05 + 0.1 * i)), 0}));
    CHECK(cells.size() == 10);
    // A negative zero mustn't put a sample on the other side.
    CHECK(line->cell({2.1F, -0.0F}) == line->cell({2.1F, 0.0F}));
    CHECK(line->cell({1.9F, -0.0F}) == line->cell({1.9F, 0.0F}));
  }

  TEST_CASE("circle and moons: distance inside, outside and past the ends") {
    const auto circle = make_manifold("circle");
    CHECK(circle->distance({0, 0}) == doctest::Approx(2));
    CHECK(circle->distance({3, 4}) == doctest::Approx(3));
    CHECK(circle->distance({0, -2}) < 1e-6F);
    CHECK(circle->cell({2, 1e-4F}) == 0);
    CHECK(circle->cell({2, -1e-4F}) == 99);
    CHECK(circle->cell({-2, 1e-4F}) == 49);

    const auto moons = make_manifold("two-moons");
    CHECK(moons->distance({-1, 1.5F}) < 1e-6F);                 // top of the upper moon
    CHECK(moons->distance({1, -1.5F}) < 1e-6F);                 // bottom of the lower moon
    CHECK(moons->distance({-3, -1.5F}) == doctest::Approx(1));  // below an end
    CHECK(moons->distance({1, 0.5F}) == doctest::Approx(std::sqrt(5) - 2));
    CHECK(moons->mode({-1, 2}) == 0);
    CHECK(moons->mode({1, -2}) == 1);
    CHECK(moons->cell_count() == 100);
    CHECK(moons->cell({1, -0.48F}) == 0);
    CHECK(moons->cell({3, 0.52F}) == 99);
  }
}
