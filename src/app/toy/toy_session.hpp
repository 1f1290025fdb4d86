#pragma once
#include <functional>
#include <string>

#include "app/toy/toy_run.hpp"
#include "app/window/notice_board.hpp"
#include "app/window/settings.hpp"
#include "core/clock.hpp"
#include "engine/train/toy_worker.hpp"
#include "exchange/frame_history.hpp"
#include "view/panels/common/window_state.hpp"
#include "view/panels/toy/toy_state.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// What a window shows and what becomes of a person's commands: the worker, the choices about
/// looking, the past, and the draft of settings that wait for a reset. Knows no window and no OpenGL, so
/// that tests can drive it.
class ToySession {
 public:
  /// `settings`: what `options.given` leaves open is taken from there.
  ToySession(const ToyRunOptions& options, const Settings& settings, std::function<void()> notify);

  /// Takes what the worker has made; true when there is something new to draw.
  bool update();
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const;
  /// A replay goes on: update() is wanted in any case, this often (seconds).
  [[nodiscard]] bool animates() const { return state_.time.replaying; }
  static constexpr double kReplayInterval = 0.05;

  void apply(const ToyViewCommand& command);
  [[nodiscard]] Looks looks() const;
  void adopt(const Looks& looks);
  /// Tells the session the window's size, so that frames hold what is visible.
  void look_at(glm::vec2 size);
  /// A short message over the picture.
  void tell(std::string text, bool error = false);

  /// The frame that is shown.
  [[nodiscard]] const ToyFramePtr& frame() const { return looked_at_ ? looked_at_ : latest_; }
  [[nodiscard]] const ToyPanelInput& input() const { return input_; }
  [[nodiscard]] const ToyViewState& state() const { return state_; }
  [[nodiscard]] const FrameHistory& history() const { return history_; }
  [[nodiscard]] bool quit() const { return quit_; }
  [[nodiscard]] glm::vec2 size() const { return size_; }
  /// What to remember for the next start.
  [[nodiscard]] Settings settings() const;
  /// The whole state as JSON, for scripts that drive the window; `items` are the controls in it.
  [[nodiscard]] std::string report(const std::vector<UiItem>& items) const;

  // Wishes that need the window; each is handed out once.
  [[nodiscard]] std::string take_clipboard() { return std::exchange(clipboard_, {}); }
  [[nodiscard]] bool take_save_wish() { return std::exchange(save_wish_, false); }
  [[nodiscard]] bool take_switch_wish() { return std::exchange(switch_wish_, false); }
  enum class RecordingWish { none, start, stop };
  [[nodiscard]] RecordingWish take_recording_wish() {
    return std::exchange(recording_wish_, RecordingWish::none);
  }

  // The recording, which the window makes.
  /// It has begun: frames of every K iterations are kept for take_kept_frame(), and hold what a picture
  /// of `size` pixels that looks like `shown` needs.
  void recording_began(glm::vec2 size, const ToyViewState& shown);
  /// No more frames are kept; those that are can still be taken.
  void recording_ends();
  /// The next frame to record, or nullptr; it becomes the latest one too.
  [[nodiscard]] ToyFramePtr take_kept_frame();
  /// Every kept frame was taken, and no more will come.
  [[nodiscard]] bool kept_frames_ended() const { return worker_.ended(); }
  void set_recording(const RecordingStatus& status) { input_.recording = status; }

 private:
  void restart(const ToyConfig& config);
  void edit(const ToyConfig& wanted);
  void request_frame();
  void adopt(const ToyFramePtr& frame);
  void replay();
  void show(const ToyFramePtr& past);
  void set_speed(int place);
  void act(const ToyCommand& c);
  void act(const toy_command::ToggleRun&);
  void act(const toy_command::ToggleSlowMotion&);
  void act(const toy_command::SetSpeed& c);
  void act(const toy_command::ChangeSpeed& c);
  void act(const toy_command::SelectPreset& c);
  void act(const toy_command::WalkPresets& c);
  void act(const toy_command::Restart&);
  void act(const toy_command::EditDraft& c);
  void act(const toy_command::ToggleLayer& c);
  void act(const toy_command::ToggleTheme&);
  void act(const toy_command::ScaleInterface& c);
  void act(const toy_command::TogglePanels&);
  void act(const toy_command::ToggleHelp&);
  void act(const toy_command::ToggleFullscreen&);
  void act(const toy_command::Fit&);
  void act(const toy_command::Zoom& c);
  void act(const toy_command::Drag& c);
  void act(const toy_command::SavePicture&);
  void act(const toy_command::CopyCommand&);
  void act(const toy_command::LookAt& c);
  void act(const toy_command::LookBeside& c);
  void act(const toy_command::LookAtStart&);
  void act(const toy_command::FollowTraining&);
  void act(const toy_command::ToggleReplay&);
  void act(const toy_command::SelectSpan& c);
  void act(const toy_command::ClearSpan&);
  void act(const toy_command::Pin& c);
  void act(const toy_command::ToggleLogAxis& c);
  void act(const toy_command::ExportCurves&);
  void act(const toy_command::ToggleRecording&);
  void act(const toy_command::EditRecording& c);
  void act(const toy_command::Refuse& c);
  void act(const toy_command::SwitchMode&);
  void act(const toy_command::Dismiss&);
  void act(const toy_command::Quit&);

  ToyWorker worker_;
  ToyViewState state_;
  ToyPanelInput input_;
  RunLog::Reader curves_;
  FrameHistory history_;
  ToyFramePtr latest_;
  ToyFramePtr looked_at_;  ///< a moment of the past; nullptr while training is followed
  ToyFrame like_;          ///< bounds and dimension of the run, before its first frame
  glm::vec2 size_{1280, 720};
  FrameRequest request_;
  std::optional<std::pair<glm::vec2, ToyViewState>> recorded_;  ///< size and looks of the recording
  std::vector<std::string> recent_;                             ///< points files, the last first
  int speed_before_slow_;
  NoticeBoard notices_{input_.notice};
  Stopwatch since_replayed_;
  std::string clipboard_;
  bool save_wish_ = false;
  bool switch_wish_ = false;
  RecordingWish recording_wish_ = RecordingWish::none;
  bool quit_ = false;
};

/// `options` with what they leave open taken from `settings`.
[[nodiscard]] ToyRunOptions with_settings(ToyRunOptions options, const Settings& settings);

}  // namespace ganscope
