#include "engine/latent/grid_motion.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

LatentGrid grid_of(GridKind kind, const LatentSpace& space, int side = 4) {
  const int anchors = kind == GridKind::plane         ? 4
                      : kind == GridKind::analogy     ? 3
                      : kind == GridKind::coordinates ? 0
                      : kind == GridKind::anchors     ? side * side
                                                      : 1;
  const double spread = space.prior == LatentPrior::normal ? 0.8 : 0.05;
  return make_grid({.kind = kind, .rows = side, .columns = side, .spread = spread},
                   seeded_latents(space, anchors), space);
}

constexpr GridKind kKinds[] = {GridKind::plane, GridKind::analogy, GridKind::local, GridKind::coordinates,
                               GridKind::anchors};

/// The greatest change of a distance between two cells.
double change_of_distances(const LatentGrid& a, const LatentGrid& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.cells.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      most = std::max(most, std::fabs(distance(a.cells[i], a.cells[j]) - distance(b.cells[i], b.cells[j])));
  return most;
}

/// The greatest change of an angle between two cells, as seen from 0.
double change_of_angles(const LatentGrid& a, const LatentGrid& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.cells.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      most = std::max(
          most, std::fabs(angle_between(a.cells[i], a.cells[j]) - angle_between(b.cells[i], b.cells[j])));
  return most;
}

}  // namespace

TEST_CASE("a moved grid keeps its shape: every distance, of a normal prior every angle and radius") {
  for (const LatentSpace& space : {normal_space(), uniform_space(), uniform_space(100, 0, 3)})
    for (const GridKind kind : kKinds)
      for (const double position : {0.1, 0.25, 0.5, 0.8}) {
        CAPTURE(name_of(kind));
        CAPTURE(position);
        const LatentGrid grid = grid_of(kind, space);
        const LatentGrid moved = moved_grid(grid, space, position, 9);
        CHECK(change_of_distances(grid, moved) < 1e-9);
        if (space.prior == LatentPrior::uniform) continue;
        CHECK(change_of_angles(grid, moved) < 1e-6);  // that of a cell with itself is rounded to 1e-8
        for (std::size_t i = 0; i < grid.cells.size(); ++i)
          CHECK(norm(moved.cells[i]) == doctest::Approx(norm(grid.cells[i])));
      }
}

TEST_CASE("a normal prior's cells go along great circles orthogonal to the grid, all alike, and come back") {
  const LatentSpace space = normal_space();
  for (const GridKind kind : kKinds) {
    CAPTURE(name_of(kind));
    const LatentGrid grid = grid_of(kind, space);
    CHECK(moved_grid(grid, space, 0, 9).cells == grid.cells);
    CHECK(moved_grid(grid, space, 1, 9).cells == grid.cells);
    const LatentGrid quarter = moved_grid(grid, space, 0.25, 9);
    const LatentGrid eighth = moved_grid(grid, space, 0.125, 9);
    const LatentGrid half = moved_grid(grid, space, 0.5, 9);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
      for (const Latent& b : grid.span) CHECK(std::fabs(dot(quarter.cells[i], b)) < 1e-10);
      CHECK(distance(half.cells[i], scaled(grid.cells[i], -1)) < 1e-10);
      if (norm(grid.cells[i]) > 0)
        CHECK(angle_between(grid.cells[i], eighth.cells[i]) == doctest::Approx(std::numbers::pi / 4));
    }
    CHECK_FALSE(moved_grid(grid, space, 0.1, 8).cells == moved_grid(grid, space, 0.1, 9).cells);
  }
}

TEST_CASE("a grid of more than half the dimensions turns as far as there is room, its mean wholly") {
  const LatentSpace space = normal_space(20);
  const LatentGrid grid = grid_of(GridKind::anchors, space);  // 16 of 20
  REQUIRE(grid.span.size() == 16);
  for (const double position : {0.125, 0.25, 0.5, 0.9}) {
    const LatentGrid moved = moved_grid(grid, space, position, 3);
    CHECK(change_of_distances(grid, moved) < 1e-9);
    CHECK(change_of_angles(grid, moved) < 1e-6);
    const double way = 2 * std::numbers::pi * std::min(position, 1 - position);
    CHECK(angle_between(mean(grid.cells), mean(moved.cells)) == doctest::Approx(way));
  }
}

TEST_CASE("a uniform prior's grid is shifted within its box, through all the room there is") {
  const LatentSpace space = uniform_space(100, -1, 2);
  const LatentGrid grid = grid_of(GridKind::plane, space);
  CHECK(moved_grid(grid, space, 1, 1).cells == grid.cells);
  const GridMotion motion(grid, space, 1);
  double lowest = 9, highest = -9;
  for (int step = 0; step < 400; ++step) {
    const LatentGrid moved = motion.at(step / 400.0);
    const Latent shift = combined(1, moved.cells[0], -1, grid.cells[0]);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
      CHECK(distance(combined(1, grid.cells[i], 1, shift), moved.cells[i]) < 1e-9);
      for (const double x : moved.cells[i]) CHECK((x >= -1 && x <= 2));
      lowest = std::min(lowest, moved.cells[i][7]);
      highest = std::max(highest, moved.cells[i][7]);
    }
  }
  CHECK(lowest == doctest::Approx(-1).epsilon(0.001));
  CHECK(highest == doctest::Approx(2).epsilon(0.001));
  CHECK(distance(motion.at(0.25).at(1, 1), grid.at(1, 1)) > 1);
  // A short step is a short way: no jump where the lap begins.
  CHECK(distance(motion.at(1e-6).at(1, 1), grid.at(1, 1)) < 1e-3);
}

TEST_CASE("a grid that fills its space cannot leave it, one that touches every bound has no room") {
  const LatentSpace space = normal_space(3);
  const LatentGrid grid = make_grid({.rows = 3, .columns = 3}, seeded_latents(space, 4), space);
  CHECK_THROWS_WITH_AS(static_cast<void>(moved_grid(grid, space, 0.5, 1)),
                       doctest::Contains("no circle orthogonal"), Error);
  CHECK(moved_grid(grid, space, 0, 1).cells == grid.cells);
  const LatentSpace box = uniform_space(2);
  const std::vector<Latent> corners{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}};
  CHECK_THROWS_WITH_AS(static_cast<void>(moved_grid(make_grid({}, corners, box), box, 0.5, 1)),
                       doctest::Contains("no room to move"), Error);
}

TEST_CASE("the empty places of a grid of anchors stay empty where it moves") {
  const LatentGrid grid = make_grid({.kind = GridKind::anchors, .rows = 2, .columns = 2},
                                    seeded_latents(normal_space(), 3), normal_space());
  CHECK(moved_grid(grid, normal_space(), 0.3, 1).cells.size() == 3);
}
