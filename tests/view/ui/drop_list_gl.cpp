#include "view/ui/drop_list.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "support/gl_fixture.hpp"
#include "support/ui_keys.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Desk {
  UiContext ui;
  UiContext::Current current{ui};
  std::vector<std::string> texts{"adam", "rmsprop", "sgd", "silent", "own"};
  std::size_t value = 1;
  std::vector<std::size_t> chosen;
  Rect lit;  ///< of the entry in force

  Desk() {
    plug_in_keyboard();
    ui.set_style(ThemeKind::dark, 1);
    set_pointer(350, 280);
    frames(2);
  }
  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ui.begin({400, 300}, 1.f / 60);
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({400, 300});
      ImGui::Begin("desk", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
      ImGui::SetNextItemWidth(120);
      const bool open = begin_drop_list("##list", texts[value]);
      if (!open) mark_item("list");
      if (open) {
        for (std::size_t k = 0; k < texts.size(); ++k) {
          if (drop_list_entry(texts[k], k == value)) chosen.push_back(k);
          mark_item("list=" + texts[k]);
        }
        end_drop_list();
      }
      ImGui::End();
      ImGui::Render();
      if (!chosen.empty()) value = chosen.back();
    }
  }
  [[nodiscard]] const UiItem* find(const std::string& name) const {
    const auto item = std::find_if(ui.items().begin(), ui.items().end(),
                                   [&](const UiItem& one) { return one.name == name; });
    return item == ui.items().end() ? nullptr : &*item;
  }
  void open() {
    REQUIRE(find("list") != nullptr);
    const Rect place = find("list")->place;
    set_pointer(place.min.x + 20, 0.5f * (place.min.y + place.max.y));
    frames(2);
    set_button(true);
    frames(2);
    set_button(false);
    frames(3);
    REQUIRE(find("list=sgd") != nullptr);
  }
  void press(UiKey key) {
    set_key(key, true);
    frames(2);
    set_key(key, false);
    frames(2);
  }
  void type(char c) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
    frames(2);
  }
  [[nodiscard]] bool is_open() const { return find("list=sgd") != nullptr; }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "an open list: arrows, ends, letters and Enter choose, and the keys are its own") {
  Desk desk;
  CHECK_FALSE(UiContext::list_has_keys());
  desk.open();
  CHECK(UiContext::list_has_keys());
  CHECK(desk.ui.kept().list.cursor == 1);  // it begins at the entry in force
  desk.press(UiKey::down);
  CHECK(desk.is_open());
  CHECK(desk.chosen.empty());
  desk.press(UiKey::enter);
  CHECK(desk.chosen == std::vector<std::size_t>{2});
  CHECK_FALSE(desk.is_open());
  CHECK_FALSE(UiContext::list_has_keys());
  desk.open();
  desk.press(UiKey::home);
  desk.press(UiKey::up);  // not beyond the end
  desk.press(UiKey::keypad_enter);
  CHECK(desk.chosen.back() == 0);
  desk.open();
  desk.type('S');
  CHECK(desk.ui.kept().list.cursor == 2);
  desk.type('s');  // the next one that begins so
  CHECK(desk.ui.kept().list.cursor == 3);
  desk.type('z');  // none does
  CHECK(desk.ui.kept().list.cursor == 3);
  desk.type(' ');
  CHECK(desk.chosen.back() == 3);
  CHECK_FALSE(desk.is_open());
  desk.open();
  const std::size_t before = desk.chosen.size();
  desk.press(UiKey::end);
  CHECK(UiContext::close_lists());
  desk.frames(2);
  CHECK_FALSE(desk.is_open());
  CHECK(desk.chosen.size() == before);
}

TEST_CASE_FIXTURE(GlTest, "an open list marks the entry in force, wherever the keys are") {
  Desk desk;
  desk.open();
  set_pointer(350, 280);
  desk.press(UiKey::down);
  desk.press(UiKey::down);
  // The mark's colour is the accent's; how it is drawn is ImGui's list of vertices.
  const ImU32 accent = ImGui::GetColorU32(ImGuiCol_CheckMark);
  const auto accents_at = [&](float y) {
    int count = 0;
    const ImDrawData* data = ImGui::GetDrawData();
    for (int i = 0; i < data->CmdListsCount; ++i)
      for (const ImDrawVert& vertex : data->CmdLists[i]->VtxBuffer)
        count += vertex.col == accent && std::abs(vertex.pos.y - y) < 1 ? 1 : 0;
    return count;
  };
  for (const std::string& text : desk.texts) {
    CAPTURE(text);
    // A bar from its upper to its lower edge.
    const Rect place = desk.find("list=" + text)->place;
    CHECK((accents_at(place.min.y) > 0 && accents_at(place.max.y) > 0) == (text == "rmsprop"));
  }
}

TEST_CASE("an open list: where keys lead") {
  const std::vector<std::string> texts{"one", "two", "three", "Four"};
  CHECK(moved_cursor({}, -1, ListMove::down, 0) == -1);
  CHECK(moved_cursor(texts, -1, ListMove::down, 0) == 0);
  CHECK(moved_cursor(texts, -1, ListMove::up, 0) == 0);
  CHECK(moved_cursor(texts, 3, ListMove::down, 0) == 3);
  CHECK(moved_cursor(texts, 3, ListMove::page_up, 0) == 0);
  CHECK(moved_cursor(texts, 0, ListMove::page_down, 0) == 3);
  CHECK(moved_cursor(texts, 1, ListMove::none, 't') == 2);
  CHECK(moved_cursor(texts, 2, ListMove::none, 't') == 1);
  CHECK(moved_cursor(texts, 2, ListMove::none, 'f') == 3);
  CHECK(moved_cursor(texts, 2, ListMove::none, 'x') == 2);
  CHECK(moved_cursor(texts, -1, ListMove::none, 'o') == 0);
}
