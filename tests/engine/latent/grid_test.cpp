#include "engine/latent/grid.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "engine/latent/interpolation.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

Latent sum(const Latent& a, const Latent& b) { return combined(1, a, 1, b); }
Latent difference(const Latent& a, const Latent& b) { return combined(1, a, -1, b); }

}  // namespace

TEST_CASE("a plane of four anchors has them in its corners and slerps between") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 4);
  const LatentGrid grid = make_grid({.kind = GridKind::plane, .rows = 5, .columns = 7}, z, normal_space());
  REQUIRE(grid.cells.size() == 35);
  CHECK(grid.at(0, 0) == z[0]);
  CHECK(grid.at(0, 6) == z[1]);
  CHECK(grid.at(4, 0) == z[2]);
  CHECK(grid.at(4, 6) == z[3]);
  CHECK(distance(grid.at(0, 3), slerp(z[0], z[1], 0.5)) < 1e-12);
  CHECK(distance(grid.at(1, 0), slerp(z[0], z[2], 0.25)) < 1e-12);
  CHECK(distance(grid.at(1, 2), slerp(slerp(z[0], z[2], 0.25), slerp(z[1], z[3], 0.25), 2.0 / 6)) < 1e-12);
  CHECK(grid.span.size() == 4);
}

TEST_CASE("a plane of anchors of one radius keeps it in every cell") {
  std::vector<Latent> z = seeded_latents(normal_space(), 4);
  for (Latent& one : z) one = at_typical_radius(normal_space(), one);
  const LatentGrid grid = make_grid({.rows = 9, .columns = 4}, z, normal_space());
  for (const Latent& cell : grid.cells) CHECK(norm(cell) == doctest::Approx(10));
}

TEST_CASE("a plane of three anchors completes the parallelogram at their radius") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 3);
  const LatentGrid grid = make_grid({.rows = 3, .columns = 3}, z, normal_space());
  const Latent fourth = sum(difference(z[1], z[0]), z[2]);
  CHECK(angle_between(grid.at(2, 2), fourth) < 1e-12);
  CHECK(norm(grid.at(2, 2)) == doctest::Approx((norm(z[0]) + norm(z[1]) + norm(z[2])) / 3));
  CHECK(grid.span.size() == 3);
}

TEST_CASE("a uniform prior's plane is bilinear and stays in the box") {
  const LatentSpace space = uniform_space();
  const std::vector<Latent> z = seeded_latents(space, 4);
  const LatentGrid grid = make_grid({.rows = 3, .columns = 3}, z, space);
  CHECK(distance(grid.at(1, 1), mean(z)) < 1e-12);
  for (const Latent& cell : make_grid({.rows = 8, .columns = 8}, {z.data(), 3}, space).cells)
    for (const double x : cell) CHECK((x >= -1 && x <= 1));
}

TEST_CASE("in an analogy grid rows and columns are the same difference everywhere") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 3);
  const LatentGrid grid = make_grid({.kind = GridKind::analogy, .rows = 4, .columns = 5}, z, normal_space());
  CHECK(grid.at(0, 0) == z[0]);
  CHECK(distance(grid.at(0, 4), z[1]) < 1e-12);
  CHECK(distance(grid.at(3, 0), z[2]) < 1e-12);
  CHECK(distance(grid.at(3, 4), sum(difference(z[1], z[0]), z[2])) < 1e-12);
  const Latent across = difference(grid.at(0, 1), grid.at(0, 0));
  const Latent down = difference(grid.at(1, 0), grid.at(0, 0));
  for (int row = 0; row + 1 < 4; ++row)
    for (int column = 0; column + 1 < 5; ++column) {
      CHECK(distance(difference(grid.at(row, column + 1), grid.at(row, column)), across) < 1e-12);
      CHECK(distance(difference(grid.at(row + 1, column), grid.at(row, column)), down) < 1e-12);
    }
}

TEST_CASE("the coordinates grid is latent recovery's: e_i, e_j and their sum") {
  const GridOptions options{.kind = GridKind::coordinates, .rows = 3, .columns = 4, .spread = 1, .first = 5};
  const LatentGrid grid = make_grid(options, {}, normal_space());
  const auto e = [](std::size_t i) {
    Latent z(100, 0.0);
    z[i - 1] = 1;
    return z;
  };
  CHECK(grid.at(0, 0) == Latent(100, 0.0));
  CHECK(grid.at(0, 1) == e(5));
  CHECK(grid.at(0, 3) == e(7));
  CHECK(grid.at(2, 0) == e(6));
  CHECK(grid.at(1, 3) == sum(e(5), e(7)));
  CHECK(grid.at(1, 1) == scaled(e(5), 2));
  const GridOptions beyond{.kind = GridKind::coordinates, .rows = 3, .columns = 4, .first = 99};
  CHECK_THROWS_WITH_AS(static_cast<void>(make_grid(beyond, {}, normal_space())),
                       doctest::Contains("from e_99 to e_101; expected 1 to 100"), Error);
}

TEST_CASE("a local grid has its anchor in the middle and equal angles around it") {
  const LatentSpace space = normal_space();
  const std::vector<Latent> z = seeded_latents(space, 1);
  const LatentGrid grid =
      make_grid({.kind = GridKind::local, .rows = 5, .columns = 5, .spread = 0.8, .seed = 3}, z, space);
  CHECK(grid.at(2, 2) == z[0]);
  for (const Latent& cell : grid.cells) CHECK(norm(cell) == doctest::Approx(norm(z[0])));
  CHECK(angle_between(grid.at(2, 4), z[0]) == doctest::Approx(0.8));
  CHECK(angle_between(grid.at(1, 2), z[0]) == doctest::Approx(0.4));
  CHECK(angle_between(grid.at(0, 0), z[0]) == doctest::Approx(0.8 * std::sqrt(2.0)));
  // Right and up are two directions at a right angle.
  const Latent right = rejected(grid.at(2, 4), std::vector<Latent>{direction(z[0])});
  const Latent up = rejected(grid.at(0, 2), std::vector<Latent>{direction(z[0])});
  CHECK(std::fabs(dot(direction(right), direction(up))) < 1e-12);
  CHECK(grid.span.size() == 3);
}

TEST_CASE("two more anchors give a local grid its directions") {
  for (const LatentSpace& space : {normal_space(), uniform_space()}) {
    const std::vector<Latent> z = seeded_latents(space, 3);
    const LatentGrid grid =
        make_grid({.kind = GridKind::local, .rows = 3, .columns = 3, .spread = 0.1}, z, space);
    const Latent right = difference(grid.at(1, 2), grid.at(1, 1));
    const Latent to_second = difference(z[1], z[0]);
    CHECK(dot(right, to_second) > 0);
    CHECK_THROWS_AS(static_cast<void>(make_grid({.kind = GridKind::local, .rows = 3, .columns = 3},
                                                std::vector<Latent>{z[0], z[1], z[1]}, space)),
                    Error);
  }
}

TEST_CASE("a grid of anchors lists them, and the last places stay empty") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 3);
  const LatentGrid grid = make_grid({.kind = GridKind::anchors, .rows = 2, .columns = 2}, z, normal_space());
  CHECK(grid.cells == z);
  CHECK(grid.rows * grid.columns == 4);
}

TEST_CASE("single rows and columns are the first edge, of a local grid the middle") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 4);
  CHECK(make_grid({.rows = 1, .columns = 1}, z, normal_space()).at(0, 0) == z[0]);
  CHECK(
      make_grid({.kind = GridKind::local, .rows = 1, .columns = 1}, {z.data(), 1}, normal_space()).at(0, 0) ==
      z[0]);
}

TEST_CASE("grids say what they need") {
  const LatentSpace space = normal_space(4);
  const std::vector<Latent> z = seeded_latents(space, 5);
  const auto make = [&](const GridOptions& options, int count) {
    static_cast<void>(make_grid(options, {z.data(), static_cast<std::size_t>(count)}, space));
  };
  CHECK_THROWS_WITH_AS(make({}, 2), doctest::Contains("2 anchors; expected three or four corners"), Error);
  CHECK_THROWS_WITH_AS(make({.kind = GridKind::analogy}, 4), doctest::Contains("expected three"), Error);
  CHECK_THROWS_WITH_AS(make({.kind = GridKind::local}, 2), doctest::Contains("expected one"), Error);
  CHECK_THROWS_WITH_AS(make({.kind = GridKind::coordinates}, 1), doctest::Contains("expected none"), Error);
  CHECK_THROWS_WITH_AS(make({.kind = GridKind::anchors, .rows = 2, .columns = 2}, 5),
                       doctest::Contains("expected 1 to 4"), Error);
  CHECK_THROWS_WITH_AS(make({.rows = 33}, 4), doctest::Contains("33 rows; expected 1 to 32"), Error);
  CHECK_THROWS_WITH_AS(make({.columns = 0}, 4), doctest::Contains("0 columns"), Error);
}

TEST_CASE("local directions are orthonormal and orthogonal to their centre, wherever there is room") {
  for (const int size : {1, 2, 3, 100}) {
    const LatentSpace space = normal_space(size);
    const Latent centre = seeded_latent(space, 1);
    const std::vector<Latent> directions = local_directions(space, centre, 7);
    REQUIRE(directions.size() == 2);
    for (int i = 0; i < 2; ++i) {
      const Latent& way = directions[static_cast<std::size_t>(i)];
      CHECK(norm(way) == doctest::Approx(size > i + 1 ? 1 : 0));
      CHECK(std::fabs(dot(way, centre)) < 1e-12);
    }
    CHECK(std::fabs(dot(directions[0], directions[1])) < 1e-12);
    CHECK(local_point(space, centre, directions, 0, 0) == centre);
  }
}
