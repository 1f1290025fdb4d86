// What a hand and an eye find in the toy mode's panels.
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"
#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/sample_frames.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/toy/toy_interface.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/widgets.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// The interface with a mouse that clicks on its controls by name.
class Hand {
 public:
  explicit Hand(glm::vec2 size = {1280, 720}) : size_(size) {
    input.running = true;
    show();
    show();
  }

  ToyViewCommands show() {
    ui_.set_style(state.theme, state.scale);
    ui_.begin(size_, 1.f / 60);
    ToyViewCommands out = build_toy_interface(input, state, lay_out(size_, state.scale, true), 1'000'001);
    ImGui::Render();
    return out;
  }
  [[nodiscard]] const UiItem* find(const std::string& name) const {
    const auto found = std::find_if(ui_.items().begin(), ui_.items().end(),
                                    [&](const UiItem& item) { return item.name == name; });
    return found == ui_.items().end() ? nullptr : &*found;
  }
  ToyViewCommands click(const std::string& name) {
    const UiItem* item = find(name);
    REQUIRE_MESSAGE(item != nullptr, name);
    const glm::vec2 at = 0.5f * (item->place.min + item->place.max);
    ToyViewCommands out;
    for (const bool down : {false, true, false}) {
      ImGui::GetIO().MousePos = {at.x, at.y};
      ImGui::GetIO().MouseDown[0] = down;
      for (const ToyViewCommand& command : show()) out.push_back(command);
    }
    for (const ToyViewCommand& command : show()) out.push_back(command);
    return out;
  }
  static std::string said(const ToyViewCommands& commands) {
    std::string text;
    for (const ToyViewCommand& command : commands) text += toy_commands().text(command) + "\n";
    return text;
  }

 private:
  glm::vec2 size_;
  RunCurves curves_ = sample_curves(300);
  UiContext ui_;

 public:
  ToyViewState state;
  ToyFramePtr frame = sample_frame(Sample::square, {640, 480}, state);
  ToyPanelInput input = sample_input(*frame, curves_);
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "toy panels: rates in force stand below their fields where they have decayed") {
  Hand hand;
  CHECK(hand.find("generator-rate now") == nullptr);
  hand.input.generator_rate = 0.00092;
  hand.show();
  for (const std::string side : {"generator", "discriminator"}) {
    const UiItem* field = hand.find(side + "-rate");
    const UiItem* now = hand.find(side + "-rate now");
    REQUIRE(field != nullptr);
    REQUIRE(now != nullptr);
    CHECK(now->place.min.y >= field->place.max.y - 1);
    CHECK(now->place.min.y <= field->place.max.y + 12);
    CHECK(now->place.min.x >= field->place.min.x);
    CHECK(now->place.max.x <= field->place.max.x);
  }
  hand.input.generator_rate = hand.input.discriminator_rate = -1;  // before the first frame
  hand.show();
  CHECK(hand.find("generator-rate now") == nullptr);
}

TEST_CASE_FIXTURE(GlTest, "toy panels: a typed rate is asked for by name, whatever the configuration has") {
  Hand hand;
  CHECK(hand.click("generator-rate").empty());
  ImGui::GetIO().AddInputCharacter('0');
  hand.show();
  const std::string said = Hand::said(hand.click("discriminator-updates"));
  CHECK(said.starts_with("set generator-rate "));
}

TEST_CASE_FIXTURE(GlTest, "toy panels: Defaults is there when something was changed, and asks for them") {
  Hand hand;
  CHECK(hand.find("Defaults") == nullptr);
  hand.input.config.generator.updates = hand.input.draft.generator.updates = 8;
  hand.show();
  CHECK(hand.find("apply") == nullptr);
  CHECK(Hand::said(hand.click("Defaults")) == "defaults\n");
  hand.input.draft.loss = Loss::wgan_clip;
  hand.show();
  REQUIRE(hand.find("apply") != nullptr);
  REQUIRE(hand.find("Defaults") != nullptr);
  CHECK(hand.find("apply")->place.max.x < hand.find("Defaults")->place.min.x);
  CHECK(Hand::said(hand.click("apply")) == "restart\n");
  hand.input.draft = ToyConfig{};  // the defaults wait for a reset: nothing else to take back
  hand.input.config.loss = Loss::wgan_clip;
  hand.show();
  CHECK(hand.find("apply") != nullptr);
  CHECK(hand.find("Defaults") == nullptr);
}

TEST_CASE_FIXTURE(GlTest,
                  "toy panels: changes that wait are counted in sight, whatever is unfolded at any size") {
  for (const glm::vec2 size : {glm::vec2(1000, 700), glm::vec2(1280, 720), glm::vec2(760, 440)}) {
    CAPTURE(size.x);
    Hand hand(size);
    hand.input.draft.loss = Loss::wgan_clip;
    hand.show();
    const auto waits = [&](const std::string& text) {
      return text_of(glyphs_in(drawn_glyphs(), "waiting changes")) == text;
    };
    CHECK(waits("1changewaits(R)Defaults"));
    hand.input.draft.batch = 48;
    hand.input.draft.generator.rate = 0.5;  // live: it waits for nothing
    for (const char* section : {"section Training", "section Batch and decay", "section Generator"})
      if (hand.find(section) != nullptr) static_cast<void>(hand.click(section));
    hand.show();
    CHECK(waits("2changeswait(R)Defaults"));
    REQUIRE(hand.find("apply") != nullptr);
    CHECK(hand.find("apply")->place.height() > 18);
    CHECK(Hand::said(hand.click("apply")) == "restart\n");
    hand.input.draft = hand.input.config;
    hand.show();
    CHECK(hand.find("apply") == nullptr);
    hand.input.config.batch = 48;  // the defaults are what waits
    hand.show();
    CHECK(waits("1changewaitsforReset(R)"));
  }
}

TEST_CASE_FIXTURE(GlTest,
                  "toy panels: the widths of the networks that the program begins with are seen whole") {
  Hand hand({1280, 1100});
  static_cast<void>(hand.click("section Generator"));
  const UiItem* field = hand.find("generator-widths");
  REQUIRE(field != nullptr);
  const std::string text = option_called(toy_options(), "generator-widths").get(hand.input.draft);
  CHECK(place_of(glyphs_in(drawn_glyphs(), "settings"), text).width() < field->place.width());
  for (const Glyph& glyph : glyphs_in(drawn_glyphs(), "settings"))
    if (field->place.contains(0.5f * (glyph.place.min + glyph.place.max)))
      CHECK((glyph.place.max.x <= glyph.clip.max.x && glyph.place.min.x >= glyph.clip.min.x));
}

TEST_CASE_FIXTURE(GlTest, "toy panels: the list of data leads to files of points, and takes a long path") {
  Hand hand;
  const std::string path = "file:/home/someone/measurements/of/a/long/summer/by/the/sea/points.csv";
  hand.input.manifolds.push_back({path, "points of a file"});
  CHECK(hand.find("Data other") == nullptr);
  CHECK(hand.click("Data").empty());
  hand.show();
  CHECK(hand.find("Data other") != nullptr);
  const UiItem* entry = hand.find("Data=" + path);
  REQUIRE(entry != nullptr);
  CHECK(entry->place.width() < 420);
  CHECK(Hand::said(hand.click("Data other")) == "ask-for-file points\n");
}

TEST_CASE_FIXTURE(GlTest, "toy panels: what a narrow bar leaves out is named and in the menu") {
  struct Control {
    std::string item;
    std::string called;  ///< by toy_without_room(); "" when it never goes
    std::string command;
  };
  const std::vector<Control> controls{
      {"preset", "", "walk-presets 1"},
      {"Pause", "", "toggle-run"},
      {"Step D", "single steps", "step-discriminator"},
      {"Step G", "single steps", "step-generator"},
      {"Step both", "single steps", "step-both"},
      {"Slow motion", "slow motion", "toggle-slow-motion"},
      {"Reset", "", "restart"},
      {"speed", "speed", "change-speed 1"},
      {"Record", "Record", "toggle-recording"},
      {"Images", "Images", "switch-mode"},
      {"generator-rate", "the settings", ""},
      {"Export CSV", "the curves", "export-curves"},
  };
  for (const float width : {1280.f, 1200.f, 1100.f, 1000.f, 900.f, 800.f, 640.f}) {
    CAPTURE(width);
    const glm::vec2 size{width, 700};
    const Hand hand(size);
    const std::vector<std::string> out = toy_without_room(size, 1);
    for (const Control& control : controls) {
      CAPTURE(control.item);
      const bool named = std::find(out.begin(), out.end(), control.called) != out.end();
      CHECK((hand.find(control.item) == nullptr) == named);
      const auto& rows = toy_commands().rows();
      if (!control.command.empty())
        CHECK(
            std::any_of(rows.begin(), rows.end(), [&](const auto& r) { return r.text == control.command; }));
    }
    CHECK(hand.find("Menu") != nullptr);
  }
  CHECK(toy_without_room({1280, 720}, 1).empty());
  CHECK(toy_without_room({1280, 720}, 2).size() > 3);
}
