#pragma once
#include <functional>
#include <string>

#include "app/toy_run.hpp"
#include "core/clock.hpp"
#include "engine/train/toy_worker.hpp"
#include "view/panels/stage.hpp"
#include "view/panels/view_state.hpp"

namespace ganscope {

/// What a window shows and what becomes of a person's commands: the worker, the choices about
/// looking, and the draft of settings that wait for a reset. Knows no window and no OpenGL, so that
/// tests can drive it.
class ToySession {
 public:
  ToySession(const ToyRunOptions& options, std::function<void()> notify);

  /// Takes what the worker has made; true when there is a new frame to draw.
  bool update();
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const;
  void apply(const ViewCommand& command);
  /// Tells the session the window's size, so that frames hold what is visible.
  void look_at(glm::vec2 size);

  [[nodiscard]] const ToyFramePtr& frame() const { return frame_; }
  [[nodiscard]] const PanelInput& input() const { return input_; }
  [[nodiscard]] const ViewState& state() const { return state_; }
  [[nodiscard]] bool quit() const { return quit_; }
  /// The whole state as JSON, for scripts that drive the window.
  [[nodiscard]] std::string report() const;

  // Wishes that need the window; each is handed out once.
  [[nodiscard]] std::string take_clipboard() { return std::exchange(clipboard_, {}); }
  [[nodiscard]] bool take_save_wish() { return std::exchange(save_wish_, false); }
  /// Writes the picture without panels at the picture's size, beside nothing of the same name.
  void save_picture(ToyStage& stage);

 private:
  void tell(std::string text, bool error = false);
  void restart(const ToyConfig& config);
  void edit(const ToyConfig& wanted);
  void request_frame();
  void act(const ToyCommand& c);
  void act(const view_command::ToggleRun&);
  void act(const view_command::ToggleSlowMotion&);
  void act(const view_command::SelectPreset& c);
  void act(const view_command::WalkPresets& c);
  void act(const view_command::Restart&);
  void act(const view_command::EditDraft& c);
  void act(const view_command::ToggleLayer& c);
  void act(const view_command::ToggleTheme&);
  void act(const view_command::ScaleInterface& c);
  void act(const view_command::TogglePanels&);
  void act(const view_command::ToggleHelp&);
  void act(const view_command::ToggleFullscreen&);
  void act(const view_command::Fit&);
  void act(const view_command::Zoom& c);
  void act(const view_command::Drag& c);
  void act(const view_command::SavePicture&);
  void act(const view_command::CopyCommand&);
  void act(const view_command::Dismiss&);
  void act(const view_command::Quit&);

  ToyWorker worker_;
  ViewState state_;
  PanelInput input_;
  RunLog::Reader curves_;
  ToyFramePtr frame_;
  ToyFrame like_;  ///< bounds and dimension of the run, before its first frame
  glm::vec2 size_{1280, 720};
  FrameRequest request_;
  Stopwatch since_notice_;
  std::string clipboard_;
  bool save_wish_ = false;
  bool quit_ = false;
};

}  // namespace ganscope
