#include "view/ui/layout.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace ganscope;

namespace {

bool overlap(const Rect& a, const Rect& b) {
  return !a.empty() && !b.empty() && a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y &&
         b.min.y < a.max.y;
}

double area(const Rect& r) { return r.empty() ? 0 : static_cast<double>(r.width()) * r.height(); }

/// Calls `check` with the layout of many windows.
template <class Check>
void each_layout(Check check) {
  for (const float width :
       {200.f, 333.f, 640.f, 719.f, 720.f, 1099.f, 1100.f, 1280.f, 1920.f, 2560.f, 3840.f})
    for (const float height : {200.f, 209.f, 480.f, 601.f, 720.f, 1080.f, 2160.f})
      for (const float scale : {0.5f, 0.64f, 0.8f, 1.f, 1.25f, 1.5f, 1.953f, 2.f, 3.f, 4.f})
        for (const bool panels : {true, false}) {
          CAPTURE(width);
          CAPTURE(height);
          CAPTURE(scale);
          CAPTURE(panels);
          check(lay_out({width, height}, scale, panels), glm::vec2(width, height), scale, panels);
        }
}

}  // namespace

TEST_CASE("the places of the window fill it and never lie on each other") {
  each_layout([](const Layout& layout, glm::vec2 window, float, bool) {
    const std::array places{layout.top, layout.left, layout.right, layout.timeline, layout.picture};
    double covered = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      covered += area(places[i]);
      if (places[i].empty()) continue;
      CHECK(places[i].min.x >= 0);
      CHECK(places[i].min.y >= 0);
      CHECK(places[i].max.x <= window.x);
      CHECK(places[i].max.y <= window.y);
      for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(places[i], places[k]));
    }
    CHECK(covered == doctest::Approx(static_cast<double>(window.x) * window.y));
  });
}

TEST_CASE("the picture always has room, and the greater part of the height") {
  each_layout([](const Layout& layout, glm::vec2 window, float scale, bool) {
    CHECK(layout.picture.width() >= std::min(window.x, 400 * scale) - 1);
    CHECK(layout.picture.height() >= 0.7f * window.y);
  });
}

TEST_CASE("places begin and end on whole pixels, or pictures and hairlines blur") {
  each_layout([](const Layout& layout, glm::vec2, float, bool) {
    for (const Rect& place : {layout.top, layout.left, layout.right, layout.timeline, layout.picture})
      for (const float edge : {place.min.x, place.min.y, place.max.x, place.max.y})
        CHECK(edge == std::round(edge));
  });
}

TEST_CASE("columns fold at the widths the design names, at every scale") {
  for (const float scale : {1.f, 1.5f, 2.f}) {
    const auto at = [&](float width) { return lay_out({width * scale, 900 * scale}, scale, true); };
    CHECK_FALSE(at(1100).right.empty());
    CHECK(at(1099).right.empty());
    CHECK_FALSE(at(1099).left.empty());
    CHECK_FALSE(at(720).left.empty());
    CHECK(at(719).left.empty());
    CHECK_FALSE(at(719).top.empty());
    CHECK(at(1280).left.width() == 300 * scale);
    CHECK(at(1280).right.width() == 300 * scale);
  }
}

TEST_CASE("without panels the picture is the window") {
  each_layout([](const Layout& layout, glm::vec2 window, float, bool panels) {
    if (panels) return;
    CHECK(layout.picture.min == glm::vec2(0, 0));
    CHECK(layout.picture.max == window);
    CHECK((layout.top.empty() && layout.left.empty() && layout.right.empty() && layout.timeline.empty()));
  });
}
