#include "view/ui/text_field.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/gl_fixture.hpp"
#include "support/ui_keys.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Two fields of values, one that counts with Enter, and who answers what is typed into them.
struct Desk {
  UiContext ui;
  UiContext::Current current{ui};
  std::string value = "12";
  std::int64_t refusals = 0;
  std::vector<std::string> handed_out;

  Desk() {
    plug_in_keyboard();
    ui.set_style(ThemeKind::dark, 1);
    frames(2);
  }
  void answer(const std::string& text, std::string& taken) {
    handed_out.push_back(text);
    if (text.find_first_not_of("0123456789") == std::string::npos)
      taken = text;
    else
      ++refusals;
  }
  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ui.begin({400, 300}, 1.f / 60);
      heed_refusals(refusals);
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({400, 300});
      ImGui::Begin("desk", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
      std::string line;
      const std::optional<std::string> first = text_field({.name = "first"}, value);
      const std::optional<std::string> second = text_field({.name = "second"}, "7");
      const std::optional<std::string> sum = text_field({.name = "sum", .enter_only = true}, "");
      ImGui::End();
      ImGui::Render();
      if (first) answer(*first, value);
      if (second) answer(*second, line);
      if (sum) answer(*sum, line);
    }
  }
  /// A click near the right end of a field, behind its text.
  void click(const std::string& name) {
    const auto item = std::find_if(ui.items().begin(), ui.items().end(),
                                   [&](const UiItem& one) { return one.name == name; });
    REQUIRE(item != ui.items().end());
    const Rect place = item->place;
    set_pointer(place.max.x - 5, 0.5f * (place.min.y + place.max.y));
    frames(2);
    set_button(true);
    frames(2);
    set_button(false);
    frames(2);
  }
  void type(const std::string& text) {
    for (const char c : text) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
    frames(static_cast<int>(text.size()) + 2);  // 1.87 and later hand out one a frame where keys lie between
  }
  void press(UiKey key) {
    set_key(key, true);
    frames(3);
    set_key(key, false);
    frames(3);
  }
  [[nodiscard]] static bool has_keys() { return ImGui::GetIO().WantTextInput; }
  [[nodiscard]] bool kept(const std::string& text) {
    const auto& typed = ui.kept().typed;
    return std::any_of(typed.begin(), typed.end(),
                       [&](const auto& one) { return one.second.refused && one.second.text == text; });
  }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest,
                  "a field: what is refused on Enter keeps its text and the keys until it is mended") {
  Desk desk;
  desk.click("first");
  REQUIRE(Desk::has_keys());
  desk.type("x");
  desk.press(UiKey::enter);
  CHECK(desk.handed_out == std::vector<std::string>{"12x"});
  CHECK(desk.value == "12");
  CHECK(Desk::has_keys());
  CHECK(desk.kept("12x"));
  desk.press(UiKey::enter);  // as it stands: refused again, and kept again
  CHECK(desk.handed_out.size() == 2);
  CHECK(Desk::has_keys());
  // The cursor is at the end, so that the correction mends and replaces nothing.
  desk.press(UiKey::backspace);
  desk.type("3");
  desk.press(UiKey::enter);
  CHECK(desk.value == "123");
  CHECK_FALSE(Desk::has_keys());
  CHECK_FALSE(desk.kept("12x"));
}

TEST_CASE_FIXTURE(GlTest, "a field: Escape takes back what was refused, and so does another value") {
  Desk desk;
  for (const bool escape : {true, false}) {
    CAPTURE(escape);
    desk.click("first");
    desk.type("x");
    desk.press(UiKey::enter);
    REQUIRE(Desk::has_keys());
    REQUIRE(desk.kept("12x"));
    if (!escape) desk.click("second");  // elsewhere: it stays marked
    CHECK(desk.kept("12x"));
    desk.press(UiKey::escape);
    CHECK_FALSE(Desk::has_keys());
    if (!escape) {
      CHECK(desk.kept("12x"));
      desk.value = "5";
      desk.frames(2);
    }
    CHECK_FALSE(desk.kept("12x"));
    desk.value = "12";
    desk.frames(1);
  }
  // Typed and taken back before it counted: nothing was asked for.
  desk.handed_out.clear();
  desk.click("first");
  desk.type("9");
  desk.press(UiKey::escape);
  CHECK(desk.handed_out.empty());
}

TEST_CASE_FIXTURE(GlTest,
                  "a field: left for another one it counts, and what is refused stays where it was typed") {
  Desk desk;
  desk.click("first");
  desk.type("3");
  desk.click("second");
  CHECK(desk.value == "123");
  CHECK(Desk::has_keys());
  desk.type("y");
  desk.click("first");
  CHECK(desk.handed_out.back() == "7y");
  CHECK(desk.kept("7y"));
  desk.press(UiKey::escape);
  CHECK(desk.kept("7y"));
  desk.click("second");
  desk.press(UiKey::backspace);
  desk.press(UiKey::enter);
  CHECK(desk.handed_out.back() == "7");
  CHECK_FALSE(desk.kept("7y"));
}

TEST_CASE_FIXTURE(GlTest, "a field that counts with Enter alone keeps what was typed until then") {
  Desk desk;
  desk.click("sum");
  desk.type("4");
  desk.click("second");
  CHECK(desk.handed_out.empty());
  desk.press(UiKey::escape);
  desk.click("sum");
  desk.type("2");
  desk.press(UiKey::enter);
  CHECK(desk.handed_out == std::vector<std::string>{"42"});
  CHECK_FALSE(Desk::has_keys());
  desk.click("sum");
  desk.press(UiKey::enter);
  CHECK(desk.handed_out.back().empty());  // it was taken: the line is empty again
}
