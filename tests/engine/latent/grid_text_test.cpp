#include "engine/latent/grid_text.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/latent/latent_expression.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::vector<Anchor> anchors_of(const std::string& text, const LatentSpace& space) {
  return parse_latents(text, {space, {}});
}

double distance(const Latent& a, const Latent& b) { return norm(combined(1, a, -1, b)); }

/// Every cell's text gives the cell again, to rounding; what is shown gives it to three decimals.
void check_texts(const GridOptions& options, const std::string& text, const LatentSpace& space) {
  CAPTURE(name_of(options.kind));
  const std::vector<Anchor> anchors = text.empty() ? std::vector<Anchor>() : anchors_of(text, space);
  std::vector<Latent> latents;
  for (const Anchor& anchor : anchors) latents.push_back(anchor.latent);
  const LatentGrid grid = make_grid(options, latents, space);
  for (int row = 0; row < options.rows; ++row)
    for (int column = 0; column < options.columns; ++column) {
      const CellPlace place = cell_place(options, anchors, space, row, column);
      CAPTURE(place.text);
      REQUIRE_FALSE(place.text.empty());
      CHECK(distance(parse_latent(place.text, {space, {}}), grid.at(row, column)) < 1e-9);
      CHECK(distance(parse_latent(place.shown, {space, anchors}), grid.at(row, column)) <
            0.004 * (1 + norm(grid.at(row, column))));
    }
}

}  // namespace

TEST_CASE("a cell's text writes its latent, for every kind of grid that an expression can say") {
  const LatentSpace normal = normal_space(12);
  check_texts({.kind = GridKind::plane, .rows = 4, .columns = 7}, "seed:1..4", normal);
  check_texts({.kind = GridKind::plane, .rows = 1, .columns = 1}, "seed:1..4", normal);
  check_texts({.kind = GridKind::plane, .rows = 5, .columns = 3}, "seed:1..4", uniform_space(12));
  check_texts({.kind = GridKind::analogy, .rows = 4, .columns = 4}, "seed:1,seed:2 + seed:5,-seed:3", normal);
  check_texts({.kind = GridKind::coordinates, .rows = 3, .columns = 5, .spread = 2.5, .first = 4}, "",
              normal);
  check_texts({.kind = GridKind::anchors, .rows = 2, .columns = 3}, "seed:1..6", normal);
}

TEST_CASE("a cell says where it is in the grid's own coordinates") {
  const LatentSpace space = normal_space(12);
  const std::vector<Anchor> four = anchors_of("seed:1..4", space);
  const GridOptions plane{.kind = GridKind::plane, .rows = 8, .columns = 8};
  const CellPlace place = cell_place(plane, four, space, 2, 3);
  CHECK(place.where == "x 0.429, y 0.286");
  CHECK(place.shown == "slerp(slerp(seed:1, seed:3, 0.286), slerp(seed:2, seed:4, 0.286), 0.429)");
  CHECK(cell_place(plane, four, space, 0, 0).shown == "seed:1");
  CHECK(cell_place(plane, four, space, 7, 7).shown == "seed:4");
  CHECK(cell_place(plane, four, space, 0, 7).shown == "seed:2");
  const GridOptions local{.kind = GridKind::local, .rows = 3, .columns = 3, .spread = 0.5};
  CHECK(cell_place(local, {four.data(), 1}, space, 0, 0).where == "x -0.5, y 0.5 rad from the centre");
  CHECK(cell_place(local, {four.data(), 1}, space, 1, 1).where == "x 0, y 0 rad from the centre");
  const GridOptions units{.kind = GridKind::coordinates, .rows = 4, .columns = 4, .first = 2};
  CHECK(cell_place(units, {}, space, 1, 3).where == "e_2 + e_4");
  CHECK(cell_place(units, {}, space, 1, 3).shown == "e(2) + e(4)");
  CHECK(cell_place(units, {}, space, 0, 0).where == "0");
}

TEST_CASE("a cell that no expression writes has no text, but names still do for the eye") {
  const LatentSpace space = normal_space(12);
  const GridOptions local{.kind = GridKind::local, .rows = 3, .columns = 3};
  const std::vector<Anchor> one = anchors_of("seed:1", space);
  CHECK(cell_place(local, one, space, 0, 0).text.empty());
  std::vector<Anchor> four = anchors_of("seed:1..4", space);
  four[1].name = "smile";
  four[1].text = {};
  const GridOptions plane{.kind = GridKind::plane, .rows = 3, .columns = 3};
  CHECK(cell_place(plane, four, space, 0, 1).text.empty());
  CHECK(cell_place(plane, four, space, 0, 1).shown == "slerp(seed:1, smile, 0.5)");
  // Three corners have a fourth that only numbers say.
  CHECK(cell_place(plane, {four.data(), 3}, space, 2, 2).shown.empty());
}
