#include "view/panels/recover/recover_layout.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace ganscope;

namespace {

bool inside(const Rect& outer, const Rect& inner) {
  return inner.min.x >= outer.min.x && inner.min.y >= outer.min.y && inner.max.x <= outer.max.x &&
         inner.max.y <= outer.max.y;
}

}  // namespace

TEST_CASE("search layout: three pictures beside each other, every pixel a square of whole pixels") {
  const Rect area{{300, 52}, {980, 660}};
  const RecoverPlaces places = recover_places(area, {64, 64}, 1, 50);
  for (const Rect& place : places.pictures) {
    CHECK(place.width() == 192);  // 3 x 64: four would be 768 wide
    CHECK(place.height() == 192);
    CHECK(inside(area, place));
    CHECK(place.min.y - places.caption >= area.min.y);
    CHECK(place.min.y == places.pictures[0].min.y);
  }
  CHECK(places.pictures[1].min.x >= places.pictures[0].max.x + 10);
  CHECK(places.pictures[2].min.x >= places.pictures[1].max.x + 10);
}

TEST_CASE("search layout: one below the other where the area is high") {
  const Rect area{{0, 0}, {300, 900}};
  const RecoverPlaces places = recover_places(area, {28, 28}, 1, 50);
  CHECK(places.pictures[0].width() > 200);
  CHECK(places.pictures[1].min.y - places.caption >= places.pictures[0].max.y);
  CHECK(places.pictures[2].max.y + 50 <= area.max.y);
  CHECK(places.pictures[1].min.x == places.pictures[0].min.x);
}

TEST_CASE("search layout: large pictures shrink, and nothing leaves the area at any size") {
  for (const glm::ivec2 pixels : {glm::ivec2{1024, 1024}, glm::ivec2{64, 16}, glm::ivec2{1, 1}})
    for (const glm::vec2 size : {glm::vec2{640, 400}, glm::vec2{200, 700}, glm::vec2{1500, 800}}) {
      const Rect area{{10, 20}, glm::vec2(10, 20) + size};
      const RecoverPlaces places = recover_places(area, pixels, 1, 50);
      CAPTURE(pixels.x);
      CAPTURE(size.x);
      for (const Rect& place : places.pictures) {
        CHECK(inside(area, place));
        const float aspect = place.width() / place.height();
        CHECK(std::fabs(aspect - float(pixels.x) / float(pixels.y)) < 0.05f * aspect + 0.02f);
      }
    }
}
