#include "app/window/window_loop.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "support/gl_fixture.hpp"
#include "support/temp_dir.hpp"
#include "support/tiny_mode.hpp"
#include "view/gpu/render_target.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// A window whose person does one thing after the other, one a turn of the loop; after the last it closes.
class ScriptedWindow : public WindowHost {
 public:
  using Step = std::function<void(ScriptedWindow&)>;
  explicit ScriptedWindow(std::vector<Step> steps) : steps_(std::move(steps)) {}

  static Step press(const std::string& key) {
    return [key](ScriptedWindow& w) { w.keys_.push_back({key}); };
  }
  static Step hold(const std::string& key) {
    return [key](ScriptedWindow& w) { w.keys_.push_back({key, true}); };
  }

  std::unique_ptr<Attachment> attach() override {
    ++attached;
    return std::make_unique<Attachment>();
  }
  void wait(double) override {
    if (turn_ < steps_.size()) steps_[turn_](*this);
    ++turn_;
  }
  bool take_interaction() override { return false; }
  int settling() const override { return 1; }  // a picture in every turn, and one wait
  void settle() override {}
  std::vector<KeyPress> take_keys() override { return std::exchange(keys_, {}); }
  std::vector<std::filesystem::path> take_dropped() override { return std::exchange(dropped, {}); }
  bool should_close() const override { return turn_ > steps_.size() + 50; }
  glm::vec2 size() const override { return minimised ? glm::vec2(0) : glm::vec2(800, 500); }
  unsigned framebuffer() const override { return target_.framebuffer(); }
  void begin_frame() override {}
  void end_frame() override { ++frames; }
  void set_fullscreen(bool on) override { fullscreen = on; }
  void set_clipboard(const std::string& text) override { clipboard = text; }
  void hide() override { hidden = true; }

  std::vector<std::filesystem::path> dropped;
  std::string clipboard;
  bool fullscreen = false;
  bool hidden = false;
  bool minimised = false;
  int frames = 0;
  int attached = 0;

 private:
  std::vector<Step> steps_;
  std::size_t turn_ = 0;
  std::vector<KeyPress> keys_;
  RenderTarget target_{800, 500};
};

/// Keeps what the loop did with it.
class WatchedMode : public TinyMode {
 public:
  explicit WatchedMode(const std::string& name) : TinyMode(name) {}
  [[nodiscard]] bool may_leave() override {
    if (stays) session_.tell("not now", true);
    return !stays;
  }
  void enter() override { calls += "enter "; }
  void leave() override { calls += "leave "; }
  void close() override { calls += "close "; }
  void minimised() override { calls += "minimised "; }
  void remember(Settings& settings) const override { settings.preset = "fig1d"; }
  [[nodiscard]] std::optional<Notice> rest() override { return std::exchange(says, std::nullopt); }
  [[nodiscard]] std::string behind() const override { return goes_on; }
  [[nodiscard]] std::filesystem::path save_picture() override {
    if (saved.empty()) throw Error("there is nothing to save");
    return saved;
  }
  bool stays = false;
  std::string calls;
  std::optional<Notice> says;
  std::string goes_on;
  std::filesystem::path saved;
};

/// Two modes of a window and what was asked of it.
struct House {
  explicit House(std::vector<ScriptedWindow::Step> steps) : window(std::move(steps)) {}

  void run(Looks looks = {}, const std::filesystem::path& report = {}) {
    run_window_loop({window, settings, looks, report},
                    {{"one", [this] { return ++made_one, one; }}, {"two", [this] { return make_two(); }}}, 0);
  }
  std::shared_ptr<WindowMode> make_two() {
    ++made_two;
    if (two_fails) throw Error("two cannot be made");
    return two;
  }

  TempDir dir;
  ScriptedWindow window;
  SettingsKeeper settings{dir / "settings.json", {}};
  std::shared_ptr<WatchedMode> one = std::make_shared<WatchedMode>("one");
  std::shared_ptr<WatchedMode> two = std::make_shared<WatchedMode>("two");
  int made_one = 0;
  int made_two = 0;
  bool two_fails = false;
};

ScriptedWindow::Step press(const std::string& key) { return ScriptedWindow::press(key); }

nlohmann::json reported(TinyMode& mode) { return nlohmann::json::parse(mode.session().report({})); }

}  // namespace

TEST_SUITE("window loop") {
  TEST_CASE_FIXTURE(GlTest,
                    "a mode of a few lines has keys, help, looks, notices, the clipboard and a way out") {
    House house({press("A"), press("A"), press("T"), press("F1"), press("F11"), press("C"), press("Ctrl+Q")});
    house.run();
    CHECK(house.one->session().input().count == 2);
    CHECK(house.one->session().state().theme == ThemeKind::light);
    CHECK(house.one->session().state().help);
    CHECK(house.window.fullscreen);
    CHECK(house.window.clipboard == "ganscope one --count 2");
    CHECK(house.window.hidden);
    CHECK(house.window.frames == 7);
    CHECK(house.one->calls == "enter close ");
    CHECK(house.made_two == 0);  // nobody went there
    CHECK(reported(*house.one)["last_command"] == "quit");
    CHECK(reported(*house.one)["commands"] == 7);
  }

  TEST_CASE_FIXTURE(GlTest, "a key that is held goes on in small ways and does all else once") {
    const auto hold = [](const char* key) { return ScriptedWindow::hold(key); };
    House house({press("T"), hold("T"), hold("T"), press("A"), hold("A"), press("+"), hold("+"), press("F11"),
                 hold("F11"), press("Ctrl+Q")});
    house.run();
    CHECK(house.one->session().state().theme == ThemeKind::light);
    CHECK(house.one->session().input().count == 1);
    CHECK(house.one->session().looks().scale == doctest::Approx(1.25 * 1.25));
    CHECK(house.window.fullscreen);
  }

  TEST_CASE_FIXTURE(GlTest, "F2 goes to the next mode and back, and looks go with it in both directions") {
    House house({press("T"), press("+"), press("F2"), press("A"), press("-"), press("Tab"), press("F2"),
                 press("A"), press("Ctrl+Q")});
    house.run();
    CHECK(house.two->session().input().count == 1);
    CHECK(house.one->session().input().count == 1);
    for (const TinyMode* mode : {house.one.get(), house.two.get()}) {
      const Looks looks = const_cast<TinyMode*>(mode)->session().looks();
      CHECK(looks.theme == ThemeKind::light);
      CHECK(looks.scale == 1);
      CHECK_FALSE(looks.panels);
    }
    CHECK(house.made_one == 1);
    CHECK(house.made_two == 1);
    CHECK(house.window.attached == 3);
    CHECK(house.one->calls == "enter leave enter close ");
    CHECK(house.two->calls == "enter leave close ");
    std::string problem;
    const Settings kept = load_settings(house.dir / "settings.json", problem);
    CHECK(kept.theme == ThemeKind::light);
    CHECK(kept.preset == "fig1d");
    CHECK(kept.width == 800);
  }

  TEST_CASE_FIXTURE(GlTest, "a mode that isn't in turn comes up by its name alone, and F2 passes it by") {
    House house({press("F2"), press("A"), press("F2"),
                 [&](ScriptedWindow&) { house.one->session().obey("switch-mode two"); }, press("A"),
                 press("Ctrl+Q")});
    const auto three = std::make_shared<WatchedMode>("three");
    run_window_loop({house.window, house.settings, {}, {}},
                    {{"one", [&] { return house.one; }},
                     {"two", [&] { return house.two; }, /*in_turn=*/false},
                     {"three", [&] { return three; }}},
                    0);
    CHECK(house.one->calls == "enter leave enter leave close ");
    CHECK(three->calls == "enter leave close ");
    CHECK(three->session().input().count == 1);
    CHECK(house.two->calls == "enter close ");
    CHECK(house.two->session().input().count == 1);
  }

  TEST_CASE_FIXTURE(GlTest, "a mode may stay, one that cannot be made is told of, and so is an unknown one") {
    House house({press("F2"), press("A")});
    house.one->stays = true;
    house.run();
    CHECK(house.one->session().input().count == 1);
    CHECK(house.one->session().input().notice.text == "not now");
    CHECK(house.made_two == 0);

    House broken({press("F2"), press("A")});
    broken.two_fails = true;
    broken.run();
    CHECK(broken.one->session().input().count == 1);
    CHECK(broken.one->session().input().notice.text == "two cannot be made");
    CHECK(broken.one->calls == "enter close ");

    House unknown({[](ScriptedWindow&) {}, press("A")});
    unknown.one->session().obey("switch-mode tow");
    unknown.run();
    CHECK(unknown.one->session().input().notice.text.find("did you mean 'two'") != std::string::npos);
  }

  TEST_CASE_FIXTURE(GlTest, "what goes on behind is told and shown in front") {
    House house({press("F2"),
                 [&](ScriptedWindow&) {
                   house.one->says = Notice{"recorded lap.mp4", false};
                   house.one->goes_on = "recording";
                 },
                 press("A")});
    house.run();
    CHECK(house.two->session().input().notice.text == "recorded lap.mp4");
    CHECK(reported(*house.two)["behind"] == "recording");
    CHECK(reported(*house.one)["behind"] == "");
  }

  TEST_CASE_FIXTURE(GlTest, "saving, dropping and a minimised window") {
    House house({press("S"),
                 [&](ScriptedWindow& w) {
                   CHECK(house.one->session().input().notice.text == "there is nothing to save");
                   house.one->saved = "a.png";
                   ScriptedWindow::press("S")(w);
                 },
                 [&](ScriptedWindow& w) {
                   CHECK(house.one->session().input().notice.text == "saved a.png");
                   w.dropped.emplace_back("/tmp/model.pt");
                 },
                 [&](ScriptedWindow& w) {
                   CHECK(house.one->session().input().notice.text == "dropped model.pt");
                   w.minimised = true;
                 },
                 press("Ctrl+Q")});
    house.run();
    CHECK(house.one->calls.starts_with("enter minimised "));
    CHECK(house.one->session().size() == glm::vec2(800, 500));
  }

  TEST_CASE_FIXTURE(GlTest, "the report says the command done last by its name") {
    TempDir dir;
    const std::filesystem::path path = dir / "report.json";
    std::vector<ScriptedWindow::Step> steps(3, press("A"));
    steps.push_back([](ScriptedWindow&) { std::this_thread::sleep_for(std::chrono::milliseconds(150)); });
    House house(std::move(steps));
    house.run({.theme = ThemeKind::light}, path);
    std::ifstream file(path);
    const nlohmann::json report = nlohmann::json::parse(file);
    CHECK(report["mode"] == "one");
    CHECK(report["count"] == 3);
    CHECK(report["last_command"] == "add 1");
    CHECK(report["theme"] == "light");
    CHECK(report["items"].contains("More"));
  }
}

TEST_SUITE("session") {
  TEST_CASE("commands by text do what keys do, and what is wrong is told") {
    TinySession session("one");
    session.obey("add 3");
    CHECK(session.input().count == 3);
    session.obey("add -9");
    CHECK(session.input().notice.text == "the count would be negative");
    CHECK(session.input().notice.error);
    session.obey("ad 3");
    CHECK(session.input().notice.text.find("did you mean 'add'") != std::string::npos);
    CHECK(session.input().count == 3);
    session.obey("quit");
    CHECK(session.quit());
  }

  TEST_CASE("a scale or a window that leaves no room for a panel says so in every mode, hidden panels too") {
    TinySession session("one");
    session.look_at({1200, 800});
    session.obey("scale-interface 1.25");
    CHECK(session.input().notice.text.find("not every panel has room") != std::string::npos);
    session.obey("scale-interface 0.8");
    session.obey("dismiss");
    session.obey("toggle-panels");
    CHECK(session.input().notice.text == "Tab brings the panels back");
    session.obey("scale-interface 100");
    CHECK(session.looks().scale == 4);
    session.obey("scale-interface 0.0001");
    CHECK(session.looks().scale == 0.5f);
  }

  TEST_CASE("Esc closes one thing at a time, the nearest to the eye first") {
    TinySession session("one");
    session.obey("toggle-fullscreen");
    session.obey("toggle-help");
    session.tell("news");
    session.press("Esc");
    CHECK_FALSE(session.state().help);
    CHECK_FALSE(session.input().notice.empty());
    session.press("Esc");
    CHECK(session.input().notice.empty());
    CHECK(session.state().fullscreen);
    session.press("Esc");
    CHECK_FALSE(session.state().fullscreen);
  }
}
