#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "view/scene/colour_maps.hpp"
#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {
const Theme& kTheme = theme(ThemeKind::light);
}

TEST_CASE("trails join consecutive positions and fade towards the past") {
  const Trails trails{.chart = {{0.2f, 0.3f}, {0.9f, 0.1f}},
                      .positions = {{{0, 0}, {1, 0}, {2, 1}, {3, 1}}, {{5, 5}, {6, 5}, {7, 5}, {8, 5}}}};
  const Segments segments = trail_segments(trails, kTheme);
  REQUIRE(segments.size() == 2 * 3 * 2);
  for (std::size_t path = 0; path < 2; ++path) {
    for (std::size_t time = 0; time < 3; ++time) {
      const std::size_t at = path * 6 + time * 2;
      CHECK(segments[at].position == trails.positions[path][time]);
      CHECK(segments[at + 1].position == trails.positions[path][time + 1]);
      CHECK(segments[at].colour.a < segments[at + 1].colour.a);
      CHECK(segments[at].colour.with_alpha(1) == latent_colour(trails.chart[path], kTheme));
      if (time > 0) CHECK(segments[at].colour == segments[at - 1].colour);  // no step in between
    }
    CHECK(segments[path * 6].colour.a == 0);
    CHECK(segments[path * 6 + 5].colour.a == doctest::Approx(0.75));
  }
}

TEST_CASE("trails that are empty, single or broken") {
  CHECK(trail_segments({}, kTheme).empty());
  CHECK(trail_segments({.chart = {{0, 0}}, .positions = {{}}}, kTheme).empty());
  CHECK(trail_segments({.chart = {{0, 0}}, .positions = {{{1, 1}}}}, kTheme).empty());
  CHECK(trail_segments({.chart = {}, .positions = {{{1, 1}, {2, 2}}}}, kTheme).empty());
  const Trails broken{.chart = {{0, 0}}, .positions = {{{0, 0}, {1, 0}, {std::nanf(""), 0}, {3, 0}, {4, 0}}}};
  const Segments segments = trail_segments(broken, kTheme);
  REQUIRE(segments.size() == 4);
  CHECK(segments[1].position == glm::vec2(1, 0));
  CHECK(segments[2].position == glm::vec2(3, 0));
}
