// Every text field and every list of the modes' panels: what is refused keeps text and keys, and an open list
// has the keys.
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "support/gl_fixture.hpp"
#include "support/sample_frames.hpp"
#include "support/sample_pictures.hpp"
#include "support/sample_search.hpp"
#include "support/ui_keys.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/toy/toy_interface.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr glm::vec2 kSize{1280, 1400};

/// A mode's interface, a hand on mouse and keyboard, and a session that refuses everything.
class Desk {
 public:
  using Build = std::function<std::vector<std::string>(std::int64_t refusals)>;
  explicit Desk(Build build) : build_(std::move(build)) {
    plug_in_keyboard();
    ui_.set_style(ThemeKind::dark, 1);
    frames(2);
  }
  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ui_.begin(kSize, 1.f / 60);
      const std::vector<std::string> asked = build_(refusals_);
      ImGui::Render();
      refusals_ += asked.empty() ? 0 : 1;
      said.insert(said.end(), asked.begin(), asked.end());
    }
  }
  [[nodiscard]] const UiItem* find(const std::string& name) const {
    const auto item = std::find_if(ui_.items().begin(), ui_.items().end(),
                                   [&](const UiItem& one) { return one.name == name; });
    return item == ui_.items().end() ? nullptr : &*item;
  }
  [[nodiscard]] std::string entry_of(const std::string& list) const {
    for (const UiItem& item : ui_.items())
      if (item.name.starts_with(list + "=")) return item.name;
    return "";
  }
  void click(const std::string& name) {
    REQUIRE_MESSAGE(find(name) != nullptr, name);
    const Rect place = find(name)->place;
    set_pointer(0.5f * (place.min.x + place.max.x), 0.5f * (place.min.y + place.max.y));
    frames(2);
    set_button(true);
    frames(2);
    set_button(false);
    frames(3);
  }
  void press(UiKey key) {
    set_key(key, true);
    frames(3);
    set_key(key, false);
    frames(3);
  }

  void check_refused(const std::string& field) {
    CAPTURE(field);
    click(field);
    REQUIRE(ImGui::GetIO().WantTextInput);
    for (const char c : {'?', '!'}) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
    frames(4);
    said.clear();
    press(UiKey::enter);
    CHECK(said.size() == 1);
    CHECK(ImGui::GetIO().WantTextInput);
    const auto& typed = ui_.kept().typed;
    CHECK(std::any_of(typed.begin(), typed.end(), [](const auto& one) {
      return one.second.refused && one.second.text.find("?!") != std::string::npos;
    }));
    press(UiKey::escape);
    CHECK_FALSE(ImGui::GetIO().WantTextInput);
  }

  /// `list`: what is clicked; `entries`: how its entries begin.
  void check_list(const std::string& list, const std::string& entries) {
    CAPTURE(list);
    click(list);
    CHECK_FALSE(entry_of(entries).empty());
    CHECK(UiContext::list_has_keys());
    const int before = ui_.kept().list.cursor;
    CHECK(before >= 0);  // the entry in force, which is marked
    said.clear();
    ImGui::GetIO().AddInputCharacter('~');
    frames(2);
    press(before == 0 ? UiKey::down : UiKey::up);
    CHECK(ui_.kept().list.cursor == (before == 0 ? 1 : before - 1));
    CHECK(said.empty());
    press(UiKey::enter);
    CHECK(said.size() == 1);
    CHECK_FALSE(UiContext::list_has_keys());
  }

  std::vector<std::string> said;

 private:
  Build build_;
  std::int64_t refusals_ = 0;
  UiContext ui_;
  UiContext::Current current_{ui_};
};

template <class Table, class Commands>
std::vector<std::string> texts_of(const Table& table, const Commands& commands) {
  std::vector<std::string> out;
  for (const auto& command : commands) out.push_back(table.text(command));
  return out;
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "toy mode's fields and lists keep the keys") {
  ToyViewState state;
  const RunCurves curves = sample_curves();
  const ToyFramePtr frame = sample_frame(Sample::square, {640, 480}, state);
  ToyPanelInput input = sample_input(*frame, curves);
  input.manifolds = {{"square", ""}, {input.draft.data, ""}};
  input.priors = {{input.draft.latent, ""}, {"other", ""}};
  Desk desk([&](std::int64_t refusals) {
    state.refusals = refusals;
    return texts_of(toy_commands(), build_toy_interface(input, state, lay_out(kSize, 1, true), 1'000'001));
  });
  for (const char* field : {"seed", "generator-rate", "discriminator-rate", "generator-updates"})
    desk.check_refused(field);
  for (const char* list : {"Data", "Latent", "Loss", "preset", "speed"}) desk.check_list(list, list);
  desk.click("section Batch and decay");
  for (const char* field : {"batch", "decay", "decay-every"}) desk.check_refused(field);
  desk.click("section Generator");
  desk.check_refused("generator-widths");
  desk.check_list("Activation", "Activation");
}

TEST_CASE_FIXTURE(GlTest, "image mode's fields and lists keep the keys") {
  const ImageFrame frame = sample_image_frame();
  ImagePanelInput input = sample_image_input(frame);
  input.shipped = {"faces", "digits"};
  ImageViewState state;
  Desk desk([&](std::int64_t refusals) {
    state.refusals = refusals;
    return texts_of(image_commands(), build_image_interface(input, state, lay_out_images(kSize, 1, true),
                                                            {1'000'001, 1'000'002, 4, 1}));
  });
  for (const char* field : {"name 1", "expression", "seconds", "rows", "cols"}) desk.check_refused(field);
  for (const char* list : {"path", "kind", "magnify"}) desk.check_list(list, list);
  // A path that is refused keeps its list open.
  desk.click("model");
  desk.check_refused("model path");
}

TEST_CASE_FIXTURE(GlTest, "the search's fields and lists keep the keys") {
  const RecoverPanelInput input = sample_recover_input(sample_search(true));
  RecoverViewState state;
  Desk desk([&](std::int64_t refusals) {
    state.refusals = refusals;
    return texts_of(recover_commands(), build_recover_interface(input, state, lay_out(kSize, 1, true)));
  });
  for (const char* field : {"criterion", "iterations", "restarts", "start", "rate", "settle", "seed"})
    desk.check_refused(field);
  desk.check_list("start list", "start");
}
