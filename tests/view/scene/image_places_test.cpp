#include "view/scene/image_places.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace ganscope;

namespace {

bool inside(const Rect& inner, const Rect& outer) {
  return inner.min.x >= outer.min.x && inner.min.y >= outer.min.y && inner.max.x <= outer.max.x &&
         inner.max.y <= outer.max.y;
}

}  // namespace

TEST_CASE("a picture fills its area, and with nearest pixels all are of one size") {
  const Rect area{{10, 20}, {730, 740}};
  const Rect smooth = fitted_picture(area, {32, 32}, Magnification::bicubic);
  CHECK(smooth.size() == glm::vec2(720, 720));
  const Rect sharp = fitted_picture(area, {28, 28}, Magnification::nearest);
  CHECK(sharp.size() == glm::vec2(700, 700));
  CHECK(sharp.min == glm::vec2(20, 30));
  CHECK(fitted_picture(area, {1440, 720}, Magnification::nearest).size() == glm::vec2(720, 360));
  CHECK(fitted_picture({{0, 0}, {100, 50}}, {64, 32}, Magnification::nearest).size() == glm::vec2(100, 50));
}

TEST_CASE("grids have whole cells in the middle of their area, and know what is under a point") {
  for (const glm::vec2 size : {glm::vec2(680, 640), glm::vec2(272, 272), glm::vec2(1000, 300), glm::vec2(61, 90)})
    for (const int rows : {1, 2, 5, 8, 32})
      for (const int columns : {1, 3, 8, 32})
        for (const float aspect : {1.f, 0.5f, 2.f}) {
          const Rect area{{7, 9}, glm::vec2(7, 9) + size};
          const float gap = suitable_gap(area, rows, columns, 3);
          const CellGrid grid = fitted_grid(area, rows, columns, aspect, gap);
          CAPTURE(rows);
          CAPTURE(columns);
          CAPTURE(size.x);
          const glm::vec2 cell = grid.cell_size();
          CHECK(cell.x == doctest::Approx(std::round(cell.x)));
          CHECK(cell.y == doctest::Approx(std::round(cell.y)));
          if (cell.x > 1 && cell.y > 1) CHECK(inside(grid.place, area));
          for (const glm::ivec2 at : {glm::ivec2(0, 0), glm::ivec2(columns - 1, rows - 1), glm::ivec2(columns / 2, rows / 2)}) {
            const Rect place = grid.cell(at.y, at.x);
            const auto found = grid.at(0.5f * (place.min + place.max));
            REQUIRE(found);
            CHECK(*found == at);
            if (cell.x > 1 && cell.y > 1) CHECK(inside(place, grid.place));
          }
          CHECK_FALSE(grid.at(grid.place.min - 1.f));
          CHECK_FALSE(grid.at(grid.place.max));
        }
}

TEST_CASE("a strip stands below its picture, inside the area") {
  for (const glm::vec2 size : {glm::vec2(720, 840), glm::vec2(680, 500), glm::vec2(300, 900)}) {
    const Rect area{{0, 0}, size};
    const StripPlaces places = strip_places(area, {32, 32}, 9, Magnification::bicubic, 1);
    CHECK(inside(places.picture, area));
    CHECK(inside(places.strip.place, area));
    CHECK(places.picture.max.y < places.strip.place.min.y);
    CHECK(places.strip.columns == 9);
    CHECK(places.picture.height() > 0.5f * std::min(size.x, size.y));
  }
}
