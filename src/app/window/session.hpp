#pragma once
#include <cstdint>
#include <filesystem>
#include <glm/vec2.hpp>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/files/file_dialogue.hpp"
#include "app/window/notice_board.hpp"
#include "view/panels/common/command_table.hpp"
#include "view/panels/common/time_command.hpp"
#include "view/panels/common/window_state.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// What every mode shows and does alike: looks, help, notices, the clipboard, saving, the way to another
/// mode and out. Knows no window and no OpenGL, so that tests can drive it; what needs the window is a wish
/// that the window takes.
class Session {
 public:
  Session();
  virtual ~Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] Looks looks() const { return window(); }
  /// Takes over the looks of the mode that was in front.
  void adopt(const Looks& looks);
  /// The window's size in pixels.
  void look_at(glm::vec2 size);
  [[nodiscard]] glm::vec2 size() const { return size_; }
  /// A short message over the picture.
  void tell(std::string text, bool error = false) { notices().tell(std::move(text), error); }

  /// What goes on in modes behind this one, "" for nothing; true when it is another line than before.
  bool show_behind(const std::string& line);

  /// Does what a key is bound to, if anything.
  virtual void press(const KeyPress& press) = 0;
  void press(const std::string& key) { press(KeyPress{key}); }
  /// Does what a text says: "look-at 1200". What is wrong with it is told, as with every command.
  virtual void obey(const std::string& text) = 0;
  /// A file was dropped on the window.
  virtual void drop(const std::filesystem::path& file) = 0;

  [[nodiscard]] bool quit() const { return quit_; }
  // Wishes that need the window; each is handed out once.
  [[nodiscard]] std::string take_clipboard() { return std::exchange(clipboard_, {}); }
  [[nodiscard]] bool take_save_wish() { return std::exchange(save_wish_, false); }
  /// The mode to go to, "" for the next one.
  [[nodiscard]] std::optional<std::string> take_switch_wish() { return std::exchange(switch_wish_, {}); }

  /// The whole state as JSON, for scripts that drive the window; `items` are the controls in it.
  [[nodiscard]] std::string report(const std::vector<UiItem>& items) const;

 protected:
  [[nodiscard]] virtual const WindowState& window() const = 0;
  [[nodiscard]] virtual WindowState& window() = 0;
  [[nodiscard]] virtual NoticeBoard& notices() = 0;
  /// The mode's part of report(), "mode" first.
  [[nodiscard]] virtual nlohmann::ordered_json state_json() const = 0;
  /// Theme, scale, panels or size are others than before.
  virtual void looks_changed() {}
  /// Closes what of the mode is open beside help and notice; false when there was nothing.
  [[nodiscard]] virtual bool close_something() { return false; }
  /// Saves what is shown; where that needs the window, it is asked (take_save_wish()).
  virtual void save_picture() { save_wish_ = true; }
  /// The window shows another mode at the end of this turn; "" is the next one. A mode may have to do
  /// something first.
  virtual void leave_for(const std::string& mode) { switch_wish_ = mode; }
  /// What the file dialogue asks for, by the mode's name of that kind of file; "" is the first. Throws
  /// UsageError for a kind that the mode has no use for.
  [[nodiscard]] virtual FileRequest file_request(const std::string& kind);
  /// The file that was chosen for file_request().
  virtual void take_file(const std::string& /*kind*/, const std::filesystem::path& file) { drop(file); }
  /// A file of this kind was asked for, by whatever way and with whatever outcome: the dialogue for the next
  /// one opens in its folder.
  void remember_folder(const std::string& kind, const std::filesystem::path& file);
  /// The command line that makes this again.
  [[nodiscard]] virtual std::string command_line() = 0;

  void act(const WindowCommand& command);
  /// For the report: the text of what was done last, "" for nothing yet, and how much was done.
  [[nodiscard]] virtual std::string last_command() const = 0;
  [[nodiscard]] virtual std::int64_t commands_done() const = 0;

 private:
  void change_looks(const Looks& looks);
  void on(const window_command::ToggleTheme&);
  void on(const window_command::ScaleInterface& c);
  void on(const window_command::TogglePanels&);
  void on(const window_command::ToggleHelp&);
  void on(const window_command::ToggleFullscreen&);
  void on(const window_command::SavePicture&) { save_picture(); }
  void on(const window_command::CopyCommand&);
  void on(const window_command::SwitchMode& c) { leave_for(c.mode); }
  void on(const window_command::AskForFile& c);
  void on(const window_command::UseFileDialogue& c);
  void on(const window_command::Dismiss&);
  void on(const window_command::Quit&) { quit_ = true; }
  void on(const window_command::Refuse& c);

  glm::vec2 size_{1280, 720};
  FileDialogue files_;
  std::string asked_kind_;
  std::map<std::string, std::filesystem::path> folders_;  ///< by kind: of the file asked for last
  std::string clipboard_;
  bool save_wish_ = false;
  std::optional<std::string> switch_wish_;
  bool quit_ = false;
};

/// A session with the mode's own state, what its panels read, and its commands.
template <class StateType, class InputType, class CommandType>
class ModeSession : public Session {
 public:
  using State = StateType;
  using Input = InputType;
  using Command = CommandType;

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Input& input() const { return input_; }
  [[nodiscard]] virtual const CommandTable<Command>& commands() const = 0;

  /// Does what a person asked for; what goes wrong is told over the picture, also of the file system, such
  /// as a working folder that is gone.
  void apply(const Command& command) {
    try {
      last_ = command;
      ++done_;
      perform(command);
      notices_.heed_success();
    } catch (const std::exception& e) {
      ++window().refusals;
      tell(e.what(), true);
    }
    after_command();
  }
  using Session::press;
  void press(const KeyPress& press) override {
    if (state_.files.open) return;  // its keys are its own
    if (const Command* command = commands().for_press(press)) apply(*command);
  }
  void obey(const std::string& text) override {
    try {
      apply(commands().parse(text));
    } catch (const UsageError& e) {
      tell(e.what(), true);
    }
  }

 protected:
  [[nodiscard]] const WindowState& window() const override { return state_; }
  [[nodiscard]] WindowState& window() override { return state_; }
  [[nodiscard]] NoticeBoard& notices() override { return notices_; }
  virtual void perform(const Command& command) = 0;
  [[nodiscard]] std::string last_command() const override { return last_ ? commands().text(*last_) : ""; }
  [[nodiscard]] std::int64_t commands_done() const override { return done_; }
  /// Whether it went well or not.
  virtual void after_command() {}

  using Session::act;
  // What needs nothing of a mode but that it has a timeline.
  void act(const time_command::SelectSpan& c) requires requires(StateType& state) { state.time.span; }
  {
    if (c.to > c.from) state_.time.span = {c.from, c.to};
  }
  void act(const time_command::ClearSpan&) requires requires(StateType& state) { state.time.span; }
  { state_.time.span.reset(); }
  void act(const time_command::ToggleLogAxis& c) requires requires(StateType& state) { state.time.log_plots; }
  {
    if (state_.time.log_plots.erase(c.plot) == 0) state_.time.log_plots.insert(c.plot);
  }

  State state_;
  Input input_;
  NoticeBoard notices_{input_.notice};

 private:
  std::optional<Command> last_;
  std::int64_t done_ = 0;
};

}  // namespace ganscope
