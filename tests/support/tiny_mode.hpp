#pragma once
#include <imgui.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "app/window/window_mode.hpp"
#include "core/error.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/common/command_menu.hpp"
#include "view/ui/widgets.hpp"

/// The least that a mode of the window is: a state, its commands, one panel, a session, and how it is drawn.
/// It counts. The loop, looks, help, notices, keys, the menu and the report come from the house.
namespace ganscope::test {

// --- what would be in view/panels/tiny/ --------------------------------------------------------------

struct TinyState : WindowState {};
struct TinyInput {
  int count = 0;
  Notice notice;
};

namespace tiny_command {
struct Add {
  int by = 1;
};
}  // namespace tiny_command
using TinyCommand = std::variant<WindowCommand, tiny_command::Add>;

[[nodiscard]] inline const CommandTable<TinyCommand>& tiny_commands() {
  static const CommandTable<TinyCommand> table(
      together<CommandEntry<TinyCommand>>(
          {{command_entry<TinyCommand>("add", "COUNT", "adds to the count", &tiny_command::Add::by)},
           window_entries<TinyCommand>()}),
      together<CommandLine>({{{{"A", "Count", "one more"}, "add 1"},
                              {{"S", "Count", "save"}, "save-picture"},
                              {{"C", "Count", "copy as command"}, "copy-command"}},
                             window_lines("the other mode")}));
  return table;
}

class TinyStage {
 public:
  std::vector<TinyCommand> draw(const TinyInput& input, const TinyState& state, const FramePlace& place) {
    const UiContext::Current current(ui_);
    const Layout layout = lay_out(place.size, state.scale, state.panels);
    std::vector<TinyCommand> out;
    ui_.set_style(state.theme, state.scale);
    ui_.begin(place.size, place.seconds);
    if (begin_panel("top bar", layout.top, false)) {
      bar_ground(layout.top, theme(state.theme));
      if (bar_button("More", "one more (A)")) out.push_back(tiny_command::Add{1});
      const BarEnd end = bar_end(layout.top, theme(state.theme), state.behind);
      bar_counters("count " + std::to_string(input.count), input.notice.text, "nothing", end.counters);
      command_menu(end, tiny_commands(), out);
      end_panel();
    }
    glBindFramebuffer(GL_FRAMEBUFFER, place.framebuffer);
    ui_.end();
    return out;
  }
  [[nodiscard]] UiContext& ui() { return ui_; }

 private:
  UiContext ui_;
};

// --- what would be in app/tiny/ ----------------------------------------------------------------------

class TinySession : public ModeSession<TinyState, TinyInput, TinyCommand> {
 public:
  explicit TinySession(std::string name) : name_(std::move(name)) {}
  [[nodiscard]] const CommandTable<TinyCommand>& commands() const override { return tiny_commands(); }
  void drop(const std::filesystem::path& file) override { tell("dropped " + file.filename().string()); }

 private:
  void perform(const TinyCommand& command) override {
    std::visit([this](const auto& c) { act(c); }, command);
  }
  using ModeSession::act;
  void act(const tiny_command::Add& c) {
    if (input_.count + c.by < 0) throw Error("the count would be negative");
    input_.count += c.by;
  }
  [[nodiscard]] nlohmann::ordered_json state_json() const override {
    return {{"mode", name_}, {"count", input_.count}, {"notice", input_.notice.text}};
  }
  [[nodiscard]] std::string command_line() override {
    return "ganscope " + name_ + " --count " + std::to_string(input_.count);
  }
  std::string name_;
};

class TinyMode : public StagedMode<TinySession, TinyStage> {
 public:
  explicit TinyMode(const std::string& name) : StagedMode(name) {}
  [[nodiscard]] Pacing pacing() const override { return {.interval = 0, .longest = 0}; }
  [[nodiscard]] bool update(double) override { return true; }

 protected:
  [[nodiscard]] Commands draw_stage(const FramePlace& place) override {
    return stage_.draw(session_.input(), session_.state(), place);
  }
};

}  // namespace ganscope::test
