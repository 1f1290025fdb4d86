#include "view/panels/classes/class_figures.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

const std::vector<std::string> kNames{"T-shirt/top", "trouser", "a class whose name is long", "bag"};

/// At 0, 1, 3 and 7 on a line.
SquareMatrix line_distances() {
  SquareMatrix d(4);
  const std::vector<double> at{0, 1, 3, 7};
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      d.at(i, j) = std::abs(at[static_cast<std::size_t>(i)] - at[static_cast<std::size_t>(j)]);
  return d;
}

DrawnTree single_tree() {
  return {"single linkage",
          "cophenetic 0.812, of shuffled labels 0.934",
          {{0, 1, 1, 2}, {2, 4, 2, 3}, {3, 5, 4, 4}},
          {3, 2, 0, 1}};
}

PicturePtr plain_picture(std::uint8_t red) {
  Picture picture{4, 4, 3, {}};
  for (int i = 0; i < 16; ++i) picture.values.insert(picture.values.end(), {red, 40, 80});
  return std::make_shared<const Picture>(picture);
}

const PlaneMap kMap{{{0, 0}, {1, 0}, {0, 3}, {1, 3}}, 0, 0};
const Rect kArea{{20, 80}, {520, 480}};

}  // namespace

TEST_CASE("class map: points stay inside, right side up, at one scale both ways") {
  const std::vector<glm::vec2> places = map_places(kMap, kArea, 50);
  REQUIRE(places.size() == 4);
  for (const glm::vec2 place : places) CHECK(kArea.contains(place));
  CHECK(places[0].y - places[2].y == doctest::Approx(300));  // 400 less the margins
  CHECK(places[1].x - places[0].x == doctest::Approx(100));
  CHECK(0.5f * (places[0].x + places[1].x) == doctest::Approx(270));
  for (const glm::vec2 place : map_places({{{2, 2}, {2, 2}, {2, 2}}, 0, 0}, kArea, 50))
    CHECK(kArea.contains(place));
}

TEST_CASE_FIXTURE(GlTest, "class figures: each class's picture lies at its place on the map") {
  const std::vector<PicturePtr> pictures{plain_picture(0), plain_picture(80), plain_picture(160),
                                         plain_picture(240)};
  FigurePainter painter(ThemeKind::dark);
  const Image image =
      painter.draw({540, 500}, "Map", "below", map_figure(kNames, kMap, {1, 0, 3, 2}, pictures));
  const std::vector<glm::vec2> places = map_places(kMap, kArea, 84);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Colour middle = pixel(image, static_cast<int>(places[i].x), static_cast<int>(places[i].y));
    CHECK(std::lround(255 * middle.r) == doctest::Approx(80.0 * static_cast<double>(i)).epsilon(0.02));
    CHECK(std::lround(255 * middle.b) == 80);
  }
}

TEST_CASE_FIXTURE(GlTest, "golden: distances, trees and epsilons of classes, dark and light") {
  require_golden_font();
  FigurePainter dark(ThemeKind::dark);
  check_golden(
      "classes/distances",
      dark.draw({620, 420}, "Distances", "outlined: the nearest", distance_figure(kNames, line_distances())),
      kTextTolerance);
  check_golden("classes/trees",
               dark.draw({900, 560}, "Trees", "of one kind",
                         tree_figure(kNames, {single_tree(), single_tree(), single_tree()})),
               kTextTolerance);
  FigurePainter light(ThemeKind::light);
  check_golden("classes/epsilon",
               light.draw({620, 300}, "Epsilon", "blue: all keep the class",
                          epsilon_figure(kNames, {{0.2, "22 of 22 keep the class", true},
                                                  {0.1, "3 of 22 keep the class", false},
                                                  {0.31, "22 of 22 keep the class", true},
                                                  {0.004, "0 of 22 keep the class", false}})),
               kTextTolerance);
}
