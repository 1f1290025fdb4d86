// The toy mode in its window: its pace and its recordings.
#include <algorithm>
#include <memory>
#include <utility>

#include "app/toy/picture_file.hpp"
#include "app/toy/toy_recording.hpp"
#include "app/toy/toy_run.hpp"
#include "app/toy/toy_session.hpp"
#include "app/toy/toy_window.hpp"
#include "app/window/glfw_window.hpp"
#include "app/window/settings.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/panels/toy/toy_stage.hpp"

namespace ganscope {
namespace {

constexpr double kAnimationInterval = 1.0 / 30;  ///< seconds between pictures of a running training
constexpr double kRecordingShare = 0.05;         ///< seconds a time that recorded frames may keep the window

class ToyMode : public StagedMode<ToySession, ToyStage> {
 public:
  ToyMode(const ToyRunOptions& options, const Settings& settings)
      : StagedMode(options, settings, [] { GlfwWindow::wake(); }) {}

  [[nodiscard]] Pacing pacing() const override {
    Pacing pacing{.interval = kAnimationInterval, .pending = session_.has_news()};
    if (session_.animates()) pacing.longest = ToySession::kReplayInterval;
    if (recording_) pacing.longest = kAnimationInterval;
    // Frames wait to be recorded: there is work beside drawing.
    pacing.restless = recording_ && !recording_->choice().as_seen;
    return pacing;
  }

  [[nodiscard]] bool update(double) override {
    const bool changed = session_.update();
    return tend_recording() || changed || recording_is_due();
  }

  void minimised() override { record_as_seen(); }  // goes on with what was shown last

  [[nodiscard]] std::filesystem::path save_picture() override { return ganscope::save_picture(session_); }

  void remember(Settings& settings) const override { session_.remember(settings); }

  /// Frames of every K iterations are recorded behind another mode too; what is seen is not.
  [[nodiscard]] bool may_leave() override {
    const bool as_seen = recording_ && recording_->choice().as_seen;
    if (as_seen) session_.tell("what is seen here is being recorded: stop that first (V)", true);
    return !as_seen;
  }

  void enter() override {
    behind_ = false;
    if (std::exchange(resumes_, false)) session_.apply(toy_command::ToggleRun{});
  }

  /// Nothing trains behind the other mode's back, but for a recording.
  void leave() override {
    behind_ = true;
    if (!recording_) pause();
  }

  [[nodiscard]] std::optional<Notice> rest() override {
    if (!recording_) return std::nullopt;
    static_cast<void>(update(0));
    if (!recording_) pause();
    return std::exchange(said_behind_, std::nullopt);
  }

  [[nodiscard]] std::string behind() const override {
    return recording_ ? "the toy mode is being recorded: " + recording_path_.string() : "";
  }

  /// A recording is completed behind the window that has gone.
  void close() override {
    if (!recording_) return;
    session_.recording_ends();
    while (!recording_->choice().as_seen && !session_.kept_frames_ended() && record_kept_frame()) {
    }
    recording_->stop();
    finish_recording();
  }

 protected:
  [[nodiscard]] ToyViewCommands draw_stage(const FramePlace& place) override {
    ToyViewCommands commands = stage_.draw(
        {session_.frame(), session_.input(), session_.state(), place.size, place.framebuffer, place.seconds});
    record_as_seen();
    return commands;
  }

 private:
  void pause() {
    resumes_ = session_.input().running;
    if (resumes_) session_.apply(toy_command::ToggleRun{});
  }

  /// Over the picture, and over that of the mode in front.
  void say(const std::string& text, bool error = false) {
    session_.tell(text, error);
    if (behind_) said_behind_ = Notice{text, error};
  }

  [[nodiscard]] bool recording_is_due() const {
    return recording_ && recording_->choice().as_seen && recording_->next_due() <= 0;
  }

  // --- recording --------------------------------------------------------------------------------

  /// True when the window should show something new of it.
  bool tend_recording() {
    const ToySession::RecordingWish wish = session_.take_recording_wish();
    if (wish == ToySession::RecordingWish::start && !recording_) begin_recording();
    if (wish == ToySession::RecordingWish::stop && recording_) session_.recording_ends(), ending_ = true;
    if (!recording_) return false;
    bool changed = false;
    try {
      changed = record_kept_frames();
      const bool all_taken = recording_->choice().as_seen || session_.kept_frames_ended();
      if (ending_ && all_taken) recording_->stop();
      if (recording_->done()) finish_recording();
    } catch (const std::exception& e) {
      abandon_recording(e.what());
    }
    if (recording_) session_.set_recording(recording_->status());
    return changed;
  }

  void begin_recording() {
    const ToyViewState& state = session_.state();
    try {
      const ToyFramePtr& frame = session_.frame();
      if (!frame) throw Error("there is nothing to record before the first picture");
      const ToyConfig& config = session_.input().config;
      const std::string stem = file_stem(config) + "-" + std::to_string(session_.input().iteration);
      recording_path_ = recording_path(std::filesystem::current_path(), stem, state.recording);
      recording_ = std::make_unique<ToyRecording>(
          ToyRecording::Options{.choice = state.recording,
                                .path = recording_path_,
                                .window = session_.size(),
                                .picture = lay_out(session_.size(), state.scale, state.panels).picture.size(),
                                .tags = file_tags(config)});
      ending_ = false;
      session_.recording_began(recording_->size(), recording_->state(state));
      session_.set_recording(recording_->status());
    } catch (const std::exception& e) {
      session_.tell(e.what(), true);
    }
  }

  /// For a while at most, so that the window answers.
  bool record_kept_frames() {
    if (recording_->choice().as_seen) return false;
    const Stopwatch watch;
    bool any = false;
    while (watch.seconds() < kRecordingShare && recording_->has_room() && record_kept_frame()) any = true;
    return any;
  }

  /// The next one, where there is one.
  bool record_kept_frame() {
    const ToyFramePtr frame = session_.take_kept_frame();
    if (frame) recording_->add(frame, session_.input(), session_.state());
    return frame != nullptr;
  }

  void record_as_seen() {
    if (!recording_ || !recording_->choice().as_seen || ending_) return;
    try {
      recording_->see(session_.frame(), session_.input(), session_.state(), session_.size());
    } catch (const std::exception& e) {
      abandon_recording(e.what());
    }
  }

  void finish_recording() {
    recording_->finish();
    const RecordingStatus status = recording_->status();
    const std::string text = recording_summary(status, recording_->choice());
    recording_.reset();
    session_.set_recording({});
    if (status.frames > 0) log(LogLevel::info, text);
    say(text);
  }

  void abandon_recording(const std::string& why) {
    if (!ending_) session_.recording_ends();
    recording_.reset();
    session_.set_recording({});
    say(why, true);
  }

  std::unique_ptr<ToyRecording> recording_;
  std::filesystem::path recording_path_;
  bool ending_ = false;   ///< the recording takes what was kept, and then no more
  bool resumes_ = false;  ///< it ran when it was left
  bool behind_ = false;   ///< another mode is in front
  std::optional<Notice> said_behind_;
};

}  // namespace

std::shared_ptr<WindowMode> make_toy_mode(const ToyRunOptions& options, const Settings& settings,
                                          const std::string& problem) {
  auto mode = std::make_shared<ToyMode>(options, settings);
  if (!problem.empty()) mode->session().tell(problem, true);
  return mode;
}

}  // namespace ganscope
