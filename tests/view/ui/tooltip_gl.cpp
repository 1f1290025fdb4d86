#include "view/ui/tooltip.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Two buttons in a column at the left of a window, the first with a tooltip.
struct Column {
  UiContext ui;
  UiContext::Current current{ui};
  std::string said;

  Column() { ui.set_style(ThemeKind::dark, 1); }
  /// Some frames with the mouse there.
  void rest(glm::vec2 mouse, bool pressed) {
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i < 3; ++i) {
      io.MousePos = {mouse.x, mouse.y};
      io.MouseDown[0] = pressed;
      ui.begin({800, 600}, 1.f / 60);
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({200, 600});
      ImGui::Begin("column", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
      ImGui::Button("first", {150, 30});
      tip("what it does");
      ImGui::Button("second", {150, 30});
      ImGui::End();
      ImGui::Render();
      said = text_of(drawn_glyphs());
    }
  }
  [[nodiscard]] bool tells() const { return said.find("whatitdoes") != std::string::npos; }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "a tooltip shows beside the panel and goes with a press until the mouse has left") {
  Column column;
  column.rest({60, 25}, false);
  REQUIRE(column.tells());
  for (const Glyph& glyph : drawn_glyphs())
    if (glyph.window != "column") CHECK(glyph.place.min.x >= 200);
  column.rest({60, 25}, true);
  CHECK_FALSE(column.tells());
  column.rest({80, 25}, false);  // released, still on the button
  CHECK_FALSE(column.tells());
  column.rest({60, 60}, false);
  CHECK_FALSE(column.tells());
  column.rest({60, 25}, false);
  CHECK(column.tells());
}
