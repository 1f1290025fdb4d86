#pragma once
#include <functional>
#include <string>

#include "app/toy/toy_changes.hpp"
#include "app/toy/toy_run.hpp"
#include "app/window/session.hpp"
#include "app/window/settings.hpp"
#include "core/clock.hpp"
#include "engine/train/toy_worker.hpp"
#include "exchange/frame_history.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/toy/toy_state.hpp"

namespace ganscope {

/// What a window shows and what becomes of a person's commands: the worker, the choices about
/// looking, the past, and the draft of settings that wait for a reset.
class ToySession : public ModeSession<ToyViewState, ToyPanelInput, ToyViewCommand> {
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

  [[nodiscard]] const CommandTable<ToyViewCommand>& commands() const override { return toy_commands(); }
  /// A points file becomes the data.
  void drop(const std::filesystem::path& file) override;

  /// The frame that is shown.
  [[nodiscard]] const ToyFramePtr& frame() const { return looked_at_ ? looked_at_ : latest_; }
  /// Its part of what is remembered for the next start.
  void remember(Settings& settings) const;

  enum class RecordingWish { none, start, stop };
  /// A wish that needs the window; it is handed out once.
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
  void perform(const ToyViewCommand& command) override;
  /// Kinds: points.
  [[nodiscard]] FileRequest file_request(const std::string& kind) override;
  [[nodiscard]] nlohmann::ordered_json state_json() const override;
  void looks_changed() override;
  [[nodiscard]] bool close_something() override;
  [[nodiscard]] std::string command_line() override;

  /// A run as the session knows it, to be left and taken up again.
  struct RunRecord {
    ToyConfig config{};  ///< in force, or on its way to the worker
    ToyConfig draft{};   ///< as it was left
    ToyFrame like{};     ///< bounds and dimension, before its first frame
    std::vector<LiveChange> changes{};
    ToyTimeState time{};         ///< as it was left
    std::int64_t iteration = 0;  ///< where it was left
  };
  [[nodiscard]] RunRecord leave_run();
  void take_up(RunRecord record);
  void restart(const ToyConfig& config);
  void edit(const ToyConfig& wanted, const std::string& said = "");
  void set_live(const ToyConfig& live, const std::string& said);
  void start_preset(const ToyPreset& preset);
  void list_points(const std::string& data);
  void change_history(std::uint64_t run);
  [[nodiscard]] bool tell_small_window();
  void request_frame();
  void take(const ToyFramePtr& frame);
  void replay();
  void show(const ToyFramePtr& past);
  void set_speed(int place);
  void step(const ToyCommand& one);
  void tell_step(const std::string& who, std::int64_t count, const std::string& other,
                 std::int64_t other_count);
  using ModeSession::act;
  void act(const TimeCommand& c);
  void act(const time_command::LookAt& c);
  void act(const time_command::LookBeside& c);
  void act(const time_command::LookAtStart&);
  void act(const time_command::FollowTraining&);
  void act(const toy_command::ToggleRun&);
  void act(const toy_command::StepDiscriminator&);
  void act(const toy_command::StepGenerator&);
  void act(const toy_command::StepBoth&);
  void act(const toy_command::StepPhase&);
  void act(const toy_command::ToggleSlowMotion&);
  void act(const toy_command::SetSpeed& c);
  void act(const toy_command::ChangeSpeed& c);
  void act(const toy_command::SelectPreset& c);
  void act(const toy_command::WalkPresets& c);
  void act(const toy_command::Restart&);
  void act(const toy_command::Undo&);
  void act(const toy_command::KeepChanges&);
  void act(const toy_command::TakeDefaults&);
  void act(const toy_command::OpenPoints& c);
  void act(const toy_command::EditDraft& c);
  void act(const toy_command::SetOption& c);
  void act(const toy_command::ToggleLayer& c);
  void act(const toy_command::Fit&);
  void act(const toy_command::Zoom& c);
  void act(const toy_command::Drag& c);
  void act(const toy_command::ToggleReplay&);
  void act(const toy_command::Pin& c);
  void act(const toy_command::ExportCurves&);
  void act(const toy_command::ToggleRecording&);
  void act(const toy_command::EditRecording& c);

  ToyWorker worker_;
  RunLog::Reader curves_;
  FrameHistory history_;
  FrameHistory history_aside_;  ///< of the run that Undo brings back
  ToyFramePtr latest_;
  ToyFramePtr looked_at_;  ///< a moment of the past; nullptr while training is followed
  RunRecord run_;
  std::optional<RunRecord> aside_;      ///< what Undo brings back
  bool awaited_ = false;                ///< no frame of this run has come yet
  std::optional<ToyConfig> put_aside_;  ///< what a preset has left behind, for KeepChanges
  FrameRequest request_;
  std::optional<std::pair<glm::vec2, ToyViewState>> recorded_;  ///< size and looks of the recording
  std::vector<std::string> recent_;                             ///< points files, the last first
  int speed_before_slow_;
  float scale_seen_ = 1;
  bool told_small_ = false;  ///< that the window is too small for everything, or it waits to be told:
  bool small_untold_ = false;
  Stopwatch since_replayed_;
  RecordingWish recording_wish_ = RecordingWish::none;
};

/// `options` with what they leave open taken from `settings`.
[[nodiscard]] ToyRunOptions with_settings(ToyRunOptions options, const Settings& settings);

}  // namespace ganscope
