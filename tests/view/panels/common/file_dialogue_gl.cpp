#include "view/panels/common/file_dialogue.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <fstream>

#include "app/files/file_dialogue.hpp"
#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/golden.hpp"
#include "support/temp_dir.hpp"
#include "support/ui_keys.hpp"
#include "view/gpu/render_target.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// A dialogue with everything that it can show, without a disk.
FileDialogueState sample_dialogue() {
  FileDialogueState state{.open = true, .title = "Open a model"};
  state.places = {{"Home", "/home/eve"},
                  {"Working folder", "/home/eve/gan"},
                  {"Models", "/usr/share/ganscope/models"},
                  {"Examples", "/usr/share/ganscope/examples"}};
  state.recent = {{"faces_ema_0.999_of_many_sizes.safetensors", "/home/eve/gan/a.safetensors"},
                  {"mnist.pt", "/home/eve/mnist.pt"}};
  state.extensions = {".safetensors", ".pt", ".pth", ".bin", ".ckpt", ".pkl"};
  state.folder = "/home/eve/gan";
  state.text = "/home/eve/gan/modles/faces.pt";
  state.problem = "there is no 'modles' in /home/eve/gan";
  state.entries = {{"run 9", true, "", "2026-11-24 09:12"},
                   {"run 10", true, "", "2026-11-26 14:03"},
                   {"faces.pt", false, "12.3 MB", "2026-01-31 23:59"},
                   {"generator_of_faces_in_many_sizes_with_an_average_of_0.999.safetensors", false, "1.07 GB",
                    "2025-12-24 18:00"},
                   {"linked.pt", false, "broken link", ""}};
  for (int i = 1; i < 40; ++i)
    state.entries.push_back({"model-" + std::to_string(i) + ".pt", false,
                             std::to_string(100 + 11 * i) + " kB",
                             "2026-10-" + std::to_string(10 + i % 20) + " 08:" + std::to_string(10 + i)});
  state.selected = 2;
  return state;
}

/// A window in which only a dialogue is.
struct DialogueWindow {
  UiContext ui;
  UiContext::Current current{ui};
  glm::vec2 size;
  ThemeKind kind;

  explicit DialogueWindow(glm::vec2 pixels, float scale = 1, ThemeKind theme_kind = ThemeKind::dark)
      : size(pixels), kind(theme_kind) {
    ui.set_style(kind, scale);
    plug_in_keyboard();
  }
  FileCommands frame(const FileDialogueState& state) {
    ui.begin(size, 1.f / 60);
    FileCommands commands = file_dialogue(state, theme(kind), size);
    ImGui::Render();
    return commands;
  }
  Image picture(const FileDialogueState& state) {
    const RenderTarget target(static_cast<int>(size.x), static_cast<int>(size.y));
    for (int i = 0; i < 4; ++i) {
      target.begin(theme(kind).picture);
      ui.begin(size, 1.f / 60);
      static_cast<void>(file_dialogue(state, theme(kind), size));
      ui.end();
    }
    return target.read();
  }
};

/// Hands at a dialogue over a folder of its own.
struct Hands {
  TempDir dir;
  DialogueWindow window{{900, 600}};
  FileDialogue dialogue{dir.path()};
  FileDialogueState state;

  Hands() {
    for (const char* name : {"models", "pictures"}) std::filesystem::create_directory(dir / name);
    for (int i = 0; i < 200; ++i) std::ofstream(dir / ("m" + std::to_string(i) + ".pt")) << "x";
    for (const char* name : {"a.pt", ".secret.pt", "notes.txt", "models/faces.pt"})
      std::ofstream(dir / name) << "x";
    open();
  }
  void open() {
    dialogue.open({.title = "Open a model", .extensions = {".pt"}, .folder = dir.path()}, state);
    frames(2);
  }
  void frames(int count) {
    for (int i = 0; i < count; ++i) dialogue.apply(window.frame(state), state);
  }
  /// Down, a frame, up, and what settles.
  void press(UiKey key, Held held = Held::none) {
    set_held(held);
    set_key(key, true);
    frames(2);
    set_key(key, false);
    set_held(Held::none);
    frames(3);
  }
  void press_tab() {
    set_tab(true);
    frames(2);
    set_tab(false);
    frames(3);
  }
  /// All in one frame, as fast as a script.
  void type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    frames(4);
  }
  [[nodiscard]] Rect place_of(const std::string& name) const {
    for (const UiItem& item : window.ui.items())
      if (item.name == name) return item.place;
    return {};
  }
  void click(const std::string& name, int times = 1) {
    const Rect place = place_of(name);
    REQUIRE_MESSAGE(!place.empty(), name);
    set_pointer(0.5f * (place.min.x + place.max.x), 0.5f * (place.min.y + place.max.y));
    frames(2);
    for (int i = 0; i < times; ++i) {
      set_button(true);
      frames(2);
      set_button(false);
      frames(2);
    }
    frames(30);  // the next click is another one
  }
  [[nodiscard]] std::string selected() const {
    return state.selected < 0 ? "" : state.entries.at(static_cast<std::size_t>(state.selected)).name;
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (dir / name).string(); }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "file dialogue: the golden of a small window") {
  require_golden_font();
  DialogueWindow window({700, 500});
  check_golden("interface/file_dialogue", window.picture(sample_dialogue()), kTextTolerance);
}

TEST_CASE_FIXTURE(GlTest, "file dialogue: nothing where it isn't open") {
  DialogueWindow window({700, 500});
  CHECK(window.frame({}).empty());
  CHECK(drawn_glyphs().empty());
}

TEST_CASE_FIXTURE(GlTest,
                  "file dialogue: texts keep apart and inside, from small windows to large, at both scales") {
  for (const glm::vec2 size : {glm::vec2(700, 500), glm::vec2(900, 600), glm::vec2(1920, 1080)})
    for (const float scale : {1.f, 1.5f, 2.f}) {
      CAPTURE(size.x);
      CAPTURE(scale);
      DialogueWindow window(size, scale);
      FileDialogueState state = sample_dialogue();
      for (int i = 0; i < 3; ++i) static_cast<void>(window.frame(state));
      const std::vector<Glyph> glyphs = drawn_glyphs();
      CHECK(glyphs.size() > 100);
      std::vector<Glyph> shown;  // rows beyond the list's ends are cut there
      for (const Glyph& glyph : glyphs) {
        if (glyph.place.min.y < glyph.clip.min.y || glyph.place.max.y > glyph.clip.max.y) continue;
        shown.push_back(glyph);
        CHECK(glyph.place.min.x >= glyph.clip.min.x - 1);
        CHECK(glyph.place.max.x <= glyph.clip.max.x + 1);
      }
      // The tail of a y reaches under its neighbour, an underscore.
      CHECK(overlapping(shown, 2.f * scale) == 0);
      for (const char* name :
           {"file path", "file up", "file Open", "file Cancel", "file all", "file=faces.pt"})
        CHECK_MESSAGE(std::any_of(window.ui.items().begin(), window.ui.items().end(),
                                  [&](const UiItem& item) {
                                    return item.name == name && item.place.max.x <= size.x &&
                                           item.place.max.y <= size.y;
                                  }),
                      name);
    }
}

TEST_CASE_FIXTURE(GlTest, "file dialogue: keys move, jump, enter, go up and open") {
  Hands hands;
  CHECK(hands.selected() == "models");
  hands.press(UiKey::down);
  CHECK(hands.selected() == "pictures");
  hands.press(UiKey::down);
  hands.press(UiKey::up);
  CHECK(hands.selected() == "pictures");
  hands.press(UiKey::end);
  CHECK(hands.selected() == "m199.pt");
  CHECK_FALSE(hands.place_of("file=m199.pt").empty());  // it came into view
  hands.press(UiKey::page_up);
  const int page = 202 - hands.state.selected;
  CHECK(page > 8);
  CHECK(page < 30);
  hands.press(UiKey::page_down);
  CHECK(hands.selected() == "m199.pt");
  hands.press(UiKey::home);
  CHECK(hands.selected() == "models");
  CHECK_FALSE(hands.place_of("file=models").empty());
  hands.type("a");
  CHECK(hands.selected() == "a.pt");
  hands.type("m");
  CHECK(hands.selected() == "m0.pt");
  hands.press(UiKey::home);
  hands.press(UiKey::enter);
  CHECK(hands.state.folder == hands.at("models"));
  hands.press(UiKey::backspace);
  CHECK(hands.state.folder == hands.dir.path());
  CHECK(hands.selected() == "models");
  hands.press(UiKey::up, Held::alt);
  CHECK(hands.state.folder == hands.dir.path().parent_path());
  hands.open();
  hands.type("a");
  hands.press(UiKey::keypad_enter);
  CHECK(hands.dialogue.take_chosen() == std::filesystem::path(hands.at("a.pt")));
  CHECK_FALSE(hands.state.open);
  hands.open();
  hands.press(UiKey::escape);
  CHECK_FALSE(hands.state.open);
  CHECK_FALSE(hands.dialogue.take_chosen());
}

TEST_CASE_FIXTURE(GlTest, "file dialogue: the path is typed, completed, mended and opened") {
  Hands hands;
  // A slash begins a whole path in the field, and what comes right behind it is not lost.
  hands.type("/");
  CHECK(ImGui::GetIO().WantTextInput);
  hands.type(hands.at("mod").substr(1));
  CHECK(hands.state.text == hands.at("mod"));
  hands.press_tab();
  CHECK(hands.state.text == hands.at("models/"));
  hands.type("f");
  hands.press_tab();
  CHECK(hands.state.text == hands.at("models/faces.pt"));
  hands.type("x");
  CHECK(hands.state.text == hands.at("models/faces.ptx"));
  hands.press(UiKey::enter);
  CHECK(hands.state.open);
  CHECK(hands.state.problem == "there is no 'faces.ptx' in " + hands.at("models"));
  // It is mended where it stands, with the cursor at its end.
  CHECK(ImGui::GetIO().WantTextInput);
  hands.press(UiKey::backspace);
  CHECK(hands.state.text == hands.at("models/faces.pt"));
  CHECK(hands.state.problem.empty());
  hands.press(UiKey::enter);
  CHECK(hands.dialogue.take_chosen() == std::filesystem::path(hands.at("models/faces.pt")));
}

TEST_CASE_FIXTURE(GlTest, "file dialogue: Ctrl+L selects the path, Down gives the keys back, Esc closes") {
  Hands hands;
  hands.press(UiKey::l, Held::ctrl);
  CHECK(ImGui::GetIO().WantTextInput);
  CHECK(hands.state.focus == FileFocus::field);
  hands.type("~/mod");
  CHECK(hands.state.text == "~/mod");
  hands.press(UiKey::down);
  CHECK(hands.state.focus == FileFocus::list);
  CHECK_FALSE(ImGui::GetIO().WantTextInput);
  hands.press(UiKey::down);
  CHECK(hands.state.typed == false);
  CHECK(hands.state.text == hands.dir.path().string() + "/");
  hands.type(".");
  CHECK(hands.selected() != "");
  CHECK(std::any_of(hands.state.entries.begin(), hands.state.entries.end(),
                    [](const FileEntry& entry) { return entry.name == ".secret.pt"; }));
  hands.type("s");
  CHECK(hands.selected() == ".secret.pt");
  hands.press(UiKey::escape);
  CHECK_FALSE(hands.state.open);
}

TEST_CASE_FIXTURE(GlTest,
                  "file dialogue: the mouse selects, enters, opens, and leaves what is behind alone") {
  Hands hands;
  hands.click("file=pictures");
  CHECK(hands.selected() == "pictures");
  CHECK(hands.state.folder == hands.dir.path());
  hands.click("file=models", 2);
  CHECK(hands.state.folder == hands.at("models"));
  // Letting go over the new list's row selected nothing there.
  CHECK(hands.state.selected == 0);
  hands.click("file up");
  CHECK(hands.state.folder == hands.dir.path());
  hands.click("file path");
  CHECK(hands.state.focus == FileFocus::field);
  hands.type("x");
  hands.click("file=a.pt");
  CHECK(hands.state.focus == FileFocus::list);
  CHECK(hands.selected() == "a.pt");
  hands.click("file all");
  CHECK(hands.state.all_files);
  CHECK(hands.selected() == "a.pt");
  hands.click("file Open");
  CHECK(hands.dialogue.take_chosen() == std::filesystem::path(hands.at("a.pt")));
  hands.open();
  hands.click("file path");
  hands.press(UiKey::end);
  hands.type("m7.pt");
  hands.click("file Open");  // what was typed goes before the row
  CHECK(hands.dialogue.take_chosen() == std::filesystem::path(hands.at("m7.pt")));
  hands.open();
  hands.click("file Cancel");
  CHECK_FALSE(hands.state.open);
}
