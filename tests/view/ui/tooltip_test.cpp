#include "view/ui/tooltip.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace ganscope;

namespace {

constexpr glm::vec2 kScreen{1280, 720};
constexpr float kGap = 8;

/// Where a tooltip of this size ends up.
Rect shown(const Rect& item, const Rect& panel, glm::vec2 size) {
  const TipPlace place = tip_place(item, panel, kScreen, kGap);
  const glm::vec2 min = place.at - place.pivot * size;
  return {min, min + size};
}

bool overlap(const Rect& a, const Rect& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

/// Items all over the panel, with a tooltip as large as there is room for.
void check_leaves_free(const Rect& panel) {
  for (float y = panel.min.y; y < panel.max.y; y += 20)
    for (float x = panel.min.x; x < panel.max.x; x += 30) {
      const Rect item{{x, y}, {std::min(x + 90, panel.max.x), std::min(y + 24, panel.max.y)}};
      const float room = tip_place(item, panel, kScreen, kGap).room;
      const Rect tip = shown(item, panel, {std::min(300.f, room), 60});
      CHECK_FALSE(overlap(tip, panel));
      CHECK(tip.min.x >= 0);
      CHECK(tip.min.y >= 0);
      CHECK(tip.max.x <= kScreen.x);
      CHECK(tip.max.y <= kScreen.y);
    }
}

}  // namespace

TEST_CASE("a tooltip covers nothing of its panel and stays in the window: bars, columns and lists") {
  check_leaves_free({{0, 0}, {1280, 52}});      // top bar
  check_leaves_free({{0, 660}, {1280, 720}});   // timeline
  check_leaves_free({{0, 52}, {300, 660}});     // settings
  check_leaves_free({{980, 52}, {1280, 660}});  // curves
  check_leaves_free({{90, 200}, {290, 420}});   // an opened list
}

TEST_CASE("where a panel fills the window, a tooltip stands beside its item") {
  const Rect panel{{0, 0}, kScreen};
  for (const Rect& item : {Rect{{40, 40}, {140, 64}}, Rect{{1100, 600}, {1200, 624}}}) {
    const Rect tip = shown(item, panel, {300, 60});
    CHECK_FALSE(overlap(tip, item));
    CHECK(tip.min.x >= 0);
    CHECK(tip.max.x <= kScreen.x);
    CHECK(std::min(std::abs(tip.min.y - item.max.y), std::abs(item.min.y - tip.max.y)) <= kGap);
  }
}
