#include "view/panels/image/image_layout.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace ganscope;

namespace {

bool overlap(const Rect& a, const Rect& b) {
  return !a.empty() && !b.empty() && a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y &&
         b.min.y < a.max.y;
}

bool inside(const Rect& a, const Rect& b) {
  return a.min.x >= b.min.x && a.min.y >= b.min.y && a.max.x <= b.max.x && a.max.y <= b.max.y;
}

bool whole(const Rect& r) {
  return r.min.x == std::round(r.min.x) && r.min.y == std::round(r.min.y) && r.max.x == std::round(r.max.x) &&
         r.max.y == std::round(r.max.y);
}

/// Calls `check` with the layout of many windows.
template <class Check>
void each_layout(Check check) {
  for (const float width : {200.f, 333.f, 720.f, 900.f, 1099.f, 1100.f, 1280.f, 1920.f, 3840.f})
    for (const float height : {200.f, 400.f, 480.f, 601.f, 720.f, 1080.f, 2160.f})
      for (const float scale : {0.5f, 0.8f, 1.f, 1.25f, 1.5f, 1.953f, 2.f, 4.f})
        for (const bool panels : {true, false}) {
          CAPTURE(width);
          CAPTURE(height);
          CAPTURE(scale);
          CAPTURE(panels);
          check(lay_out_images({width, height}, scale, panels), glm::vec2(width, height), scale, panels);
        }
}

}  // namespace

TEST_CASE("what stands in the column is inside it, in whole pixels, and nothing lies on anything") {
  each_layout([](const ImageLayout& l, glm::vec2, float scale, bool) {
    const std::array parts{l.map, l.small_view, l.bars};
    for (const Rect& part : parts) {
      if (part.empty()) continue;
      REQUIRE_FALSE(l.places.right.empty());
      CHECK(inside(part, l.places.right));
      CHECK(whole(part));
      for (const Rect& other : parts) CHECK((&part == &other || !overlap(part, other)));
    }
    if (!l.small_view.empty()) CHECK(l.small_view.width() == l.small_view.height());
    // The bars never squeeze the map away.
    if (!l.bars.empty() && l.places.right.height() > 500 * scale) CHECK(l.map.height() >= 100 * scale);
  });
}

TEST_CASE("tour and grid are both to be had, whether the column is there or folded") {
  each_layout([](const ImageLayout& l, glm::vec2 window, float scale, bool panels) {
    const Layout plain = lay_out(window, scale, panels);
    CHECK(l.places.right.empty() == plain.right.empty());
    if (!l.places.right.empty()) {
      CHECK(l.views.empty());
      CHECK(l.places.picture.min == plain.picture.min);
    }
    if (!panels) CHECK(l.views.empty());
    if (panels && l.places.right.empty() && plain.picture.height() >= 5 * 42 * scale + 1) {
      REQUIRE_FALSE(l.views.empty());
      // A row cut off the picture, nothing else.
      CHECK(l.views.min == plain.picture.min);
      CHECK(l.views.max.x == plain.picture.max.x);
      CHECK(l.views.max.y == l.places.picture.min.y);
      CHECK(l.places.picture.max == plain.picture.max);
      CHECK(l.places.picture.height() > 2 * l.views.height());
    }
  });
}

TEST_CASE("at a laptop's size everything has room") {
  const ImageLayout l = lay_out_images({1280, 720}, 1, true);
  CHECK(l.map.height() >= 110);
  CHECK(l.small_view.width() >= 220);
  CHECK(l.bars.height() >= 60);
}
