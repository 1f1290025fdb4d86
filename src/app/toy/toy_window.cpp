// The toy mode in its window: the loop that draws when there is something new.
#include <algorithm>
#include <memory>
#include <utility>

#include "app/files/report_file.hpp"
#include "app/toy/picture_file.hpp"
#include "app/toy/toy_recording.hpp"
#include "app/toy/toy_run.hpp"
#include "app/toy/toy_session.hpp"
#include "app/toy/toy_window.hpp"
#include "app/window/interrupt.hpp"
#include "app/window/settings.hpp"
#include "app/window/window_pacing.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/toy/toy_keys.hpp"
#include "view/panels/toy/toy_stage.hpp"

namespace ganscope {
namespace {

constexpr double kAnimationInterval = 1.0 / 30;  ///< seconds between pictures of a running training
constexpr double kRecordingShare = 0.05;         ///< seconds a time that recorded frames may keep the window

class ToyMode : public WindowMode {
 public:
  ToyMode(GlfwWindow& window, const ToyRunOptions& options, SettingsKeeper& settings)
      : window_(window),
        session_(options, settings.now(), [] { GlfwWindow::wake(); }),
        report_(options.report),
        settings_(settings) {}

  void tell(const std::string& text) { session_.tell(text, true); }

  WindowEnd run(Looks& looks, const Behind& behind) override {
    const UiContext::Current current(stage_.ui());
    const GlfwWindow::Interface interface(window_);
    session_.adopt(looks);
    if (std::exchange(resumes_, false)) session_.apply(toy_command::ToggleRun{});
    window_.settle();
    bool leaving = false;
    while (!window_.should_close() && !session_.quit() && !InterruptGuard::requested() && !leaving) {
      wait();
      tell_what_is_behind(behind, session_, window_);
      take_events();
      bool changed = session_.update();
      changed = tend_recording() || changed;
      if (changed || window_.settling() > 0 || recording_is_due()) draw();
      report_.keep([this] { return session_.report(stage_.ui().items()); });
      remember();
      leaving = session_.take_switch_wish() && may_leave();
    }
    looks = session_.looks();
    if (leaving)
      pause();
    else
      conclude();
    return leaving ? WindowEnd::other_mode : WindowEnd::quit;
  }

 private:
  /// A recording belongs to what is shown.
  [[nodiscard]] bool may_leave() {
    if (recording_) session_.tell("a recording goes on: stop it first (V)", true);
    return !recording_;
  }

  /// Nothing trains behind the other mode's back.
  void pause() {
    resumes_ = session_.input().running;
    if (resumes_) session_.apply(toy_command::ToggleRun{});
    remember(true);
  }

  [[nodiscard]] bool recording_is_due() const {
    return recording_ && recording_->choice().as_seen && recording_->next_due() <= 0;
  }
  /// Frames wait to be recorded: there is work beside drawing.
  [[nodiscard]] bool records_every_frame() const { return recording_ && !recording_->choice().as_seen; }

  /// Sleeps until there may be something to do, but never draws faster than the intervals.
  void wait() {
    const double interval = window_.take_interaction() ? kInteractionInterval : kAnimationInterval;
    const bool pending = window_.settling() > 0 || session_.has_news();
    double longest = pending ? interval - since_draw_.seconds() : kIdleWait;
    if (session_.animates()) longest = std::min(longest, ToySession::kReplayInterval);
    if (recording_) longest = std::min(longest, kAnimationInterval);
    window_.wait(std::max(0.0, longest));
    if (records_every_frame() || window_.settling() > 0) return;
    // Woken by the worker before the interval is over: sleep the rest of it.
    if (const double left = kAnimationInterval - since_draw_.seconds(); left > 0) window_.wait(left);
  }

  void take_events() {
    for (const std::string& key : window_.take_keys())
      if (const ToyViewCommand* command = toy_command_for_key(key)) session_.apply(*command);
    for (const std::filesystem::path& file : window_.take_dropped()) {
      ToyConfig draft = session_.input().draft;
      draft.data = "file:" + file.string();
      session_.apply(toy_command::EditDraft{draft});
    }
  }

  void draw() {
    const glm::vec2 size = window_.size();
    if (size.x < 1 || size.y < 1) {  // minimised: a recording goes on with what was shown last
      window_.begin_frame();
      window_.end_frame();
      since_draw_.restart();
      record_as_seen();
      return;
    }
    const float seconds = static_cast<float>(since_draw_.seconds());
    since_draw_.restart();
    window_.begin_frame();
    session_.look_at(size);
    const ToyViewCommands commands =
        stage_.draw({session_.frame(), session_.input(), session_.state(), size, 0, seconds});
    record_as_seen();
    window_.end_frame();
    for (const ToyViewCommand& command : commands) {
      session_.apply(command);
      window_.settle();
    }
    obey_window_wishes();
  }

  void obey_window_wishes() {
    obey_session(session_, window_);
    if (session_.take_save_wish()) {
      try {
        session_.tell("saved " + save_picture(session_).string());
      } catch (const std::exception& e) {
        session_.tell(e.what(), true);
      }
    }
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
    while (watch.seconds() < kRecordingShare && recording_->has_room()) {
      const ToyFramePtr frame = session_.take_kept_frame();
      if (!frame) break;
      recording_->add(frame, session_.input(), session_.state());
      any = true;
    }
    return any;
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
    recording_.reset();
    session_.set_recording({});
    if (status.frames == 0) {
      session_.tell("nothing was recorded: no frame was due");
      return;
    }
    std::string text = "recorded " + counted(status.frames, "frame") + ": " + status.path;
    if (status.dropped > 0) text += " (" + std::to_string(status.dropped) + " dropped)";
    log(LogLevel::info, text);
    session_.tell(std::move(text));
  }

  void abandon_recording(const std::string& why) {
    if (!ending_) session_.recording_ends();
    recording_.reset();
    session_.set_recording({});
    session_.tell(why, true);
  }

  // --- beside the picture -----------------------------------------------------------------------

  void remember(bool at_end = false) {
    if (!at_end && !settings_.due()) return;
    settings_.set(session_.settings());
    settings_.keep(session_.looks(), session_.size());
    settings_.tend(at_end);
  }

  /// The window goes at once; a recording is completed behind it.
  void conclude() {
    window_.hide();
    remember(true);
    if (!recording_) return;
    session_.recording_ends();
    while (!recording_->choice().as_seen && !session_.kept_frames_ended()) {
      const ToyFramePtr frame = session_.take_kept_frame();
      if (!frame) break;
      recording_->add(frame, session_.input(), session_.state());
    }
    recording_->stop();
    finish_recording();
  }

  GlfwWindow& window_;
  ToyStage stage_;
  ToySession session_;
  ReportFile report_;
  std::unique_ptr<ToyRecording> recording_;
  std::filesystem::path recording_path_;
  bool ending_ = false;  ///< the recording takes what was kept, and then no more
  SettingsKeeper& settings_;
  Stopwatch since_draw_;
  bool resumes_ = false;  ///< it ran when it was left
};

}  // namespace

std::unique_ptr<WindowMode> make_toy_mode(GlfwWindow& window, const ToyRunOptions& options,
                                          SettingsKeeper& settings, const std::string& problem) {
  auto mode = std::make_unique<ToyMode>(window, options, settings);
  if (!problem.empty()) mode->tell(problem);
  return mode;
}

}  // namespace ganscope
