#include "view/panels/train/train_layout.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace ganscope;

namespace {

bool apart(const Rect& a, const Rect& b) {
  return a.max.x <= b.min.x || b.max.x <= a.min.x || a.max.y <= b.min.y || b.max.y <= a.min.y;
}
bool within(const Rect& inner, const Rect& outer) {
  return inner.min.x >= outer.min.x && inner.min.y >= outer.min.y && inner.max.x <= outer.max.x &&
         inner.max.y <= outer.max.y;
}

}  // namespace

TEST_CASE("training places: nothing overlaps or leaves its area, captions have their room, cells are alike") {
  for (const float width : {240.f, 420.f, 652.f, 900.f, 1500.f})
    for (const float height : {200.f, 360.f, 580.f, 900.f})
      for (const int batch : {1, 4, 10, 64, 500})
        for (const glm::ivec2 pixels : {glm::ivec2(8, 8), glm::ivec2(28, 28), glm::ivec2(64, 64)}) {
          CAPTURE(width);
          CAPTURE(height);
          CAPTURE(batch);
          CAPTURE(pixels.x);
          const Rect area{{30, 60}, {30 + width, 60 + height}};
          const TrainPlaces places = train_places(area, {pixels, 64, batch}, 1, 28);
          CHECK(within(places.generated.place, area));
          CHECK(places.generated.rows == 8);
          CHECK(places.generated.columns == 8);
          CHECK(places.generated.place.min.y - area.min.y >= 28);
          const glm::vec2 cell = places.generated.cell_size();
          CHECK(cell.x == cell.y);
          CHECK(cell.x == std::floor(cell.x));
          if (places.real.place.empty()) continue;
          CHECK(within(places.real.place, area));
          CHECK(apart(places.real.place, places.generated.place));
          CHECK(places.real.cell_size().x == doctest::Approx(cell.x));
          CHECK(places.real.rows * places.real.columns >= std::min(batch, 8));
          const Rect caption{{places.real.place.min.x, places.real.place.min.y - 28},
                             {places.real.place.max.x, places.real.place.min.y}};
          CHECK(apart(caption, places.generated.place));
        }
}

TEST_CASE("training places: the real images stand beside where it is wide, below where it is high") {
  const TrainCounts counts{{28, 28}, 64, 64};
  const TrainPlaces wide = train_places({{0, 0}, {664, 592}}, counts, 1, 28);
  CHECK(wide.real.columns == 3);
  CHECK(wide.real.place.min.x > wide.generated.place.max.x);
  CHECK(wide.real.place.min.y == wide.generated.place.min.y);
  CHECK(wide.generated.cell_size().x == 56);
  const TrainPlaces high = train_places({{0, 0}, {400, 900}}, counts, 1, 28);
  CHECK(high.real.rows == 3);
  CHECK(high.real.place.min.y > high.generated.place.max.y);
}

TEST_CASE("training places: pixels are of one size where that costs a few real images only") {
  const TrainPlaces places = train_places({{0, 0}, {664, 592}}, {{64, 64}, 64, 64}, 1, 28);
  CHECK(places.generated.cell_size().x == 64);
  CHECK(places.real.columns == 2);
}

TEST_CASE("training places: without a real batch the generated images have it all") {
  const TrainPlaces places = train_places({{0, 0}, {652, 580}}, {{64, 64}, 64, 0}, 1, 28);
  CHECK(places.real.place.empty());
  CHECK(places.generated.place.width() > 500);
}
