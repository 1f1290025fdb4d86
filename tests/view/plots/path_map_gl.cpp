#include "view/plots/path_map.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <string>
#include <vector>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::vector<Glyph> map_of(const std::vector<double>& anchors, float side) {
  UiContext ui;
  ui.set_style(ThemeKind::dark, 1);
  for (int i = 0; i < 2; ++i) {
    ui.begin({400, 400}, 1.f / 60);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({400, 400});
    ImGui::Begin("map", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    const PathMap map{anchors, 0.4, true, true, "144"};
    static_cast<void>(path_map(map, {{20, 20}, {20 + side, 20 + side}}, theme(ThemeKind::dark)));
    ImGui::End();
    ImGui::Render();
  }
  return drawn_glyphs();
}

}  // namespace

TEST_CASE_FIXTURE(GlTest,
                  "path map: anchors' numbers never lie on each other; what is apart has all of them") {
  std::vector<double> close;
  for (int i = 0; i < 24; ++i) close.push_back(0.002 * i * i / 2);
  for (const float side : {90.f, 140.f, 220.f}) {
    CAPTURE(side);
    const std::vector<Glyph> glyphs = map_of(close, side);
    CHECK(glyphs.size() > 5);
    CHECK(overlapping(glyphs, 1) == 0);
  }
  std::vector<double> apart;
  for (int i = 0; i < 9; ++i) apart.push_back(i / 9.0);
  CHECK(map_of(apart, 220).size() == 9 + 3);
  // No number lies on a dot, whose radius is 4.5 pixels: two digits are as wide sideways as one is high.
  std::vector<double> fourteen;
  for (int i = 0; i < 14; ++i) fourteen.push_back(i / 14.0);
  int seen = 0;
  for (const Glyph& glyph : map_of(fourteen, 220)) {
    const glm::vec2 nearest = glm::clamp(glm::vec2(130, 130), glyph.place.min, glyph.place.max);
    const float distance = glm::distance(nearest, glm::vec2(130, 130));
    if (distance < 45) continue;  // the text in the middle
    CHECK(distance > 90 + 4.5f);
    ++seen;
  }
  CHECK(seen == 9 + 2 * 5);
}
