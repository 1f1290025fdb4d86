// The search for latents in its window: its pace, what it saves and records.
#include "app/recover/recover_window.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "app/files/cut_recording.hpp"
#include "app/files/model_choice.hpp"
#include "app/files/shipped_models.hpp"
#include "app/recover/recover_session.hpp"
#include "app/recover/recovery_recording.hpp"
#include "app/window/glfw_window.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/log.hpp"
#include "core/version.hpp"
#include "engine/threads.hpp"
#include "view/capture/png.hpp"
#include "view/panels/recover/recover_stage.hpp"

namespace ganscope {
namespace {

constexpr double kSearchInterval = 1.0 / 20;  ///< seconds between pictures of a running search
constexpr double kNextRecordingTurn = 0.005;  ///< a recording goes on soon after the window was drawn
constexpr double kRecordingTurn = 0.03;       ///< seconds a turn that recorded frames may keep the window

/// On the worker's thread, whose number of threads is set already.
std::unique_ptr<DifferentiableGenerator> open_searched(const ImageConfig& config) {
  return open_differentiable(model_path(config.model), generator_options(config));
}

class RecoverMode : public StagedMode<RecoverSession, RecoverStage> {
 public:
  RecoverMode(std::shared_ptr<BetweenModes> between, int threads)
      : StagedMode(RecoverSession::Parts{
            .open = open_searched,
            .notify = [] { GlfwWindow::wake(); },
            .between = std::move(between),
            .threads = threads > 0 ? threads : default_training_threads(/*window=*/true)}) {}

  [[nodiscard]] Pacing pacing() const override {
    return {.interval = kSearchInterval,
            .pending = session_.has_news(),
            .longest = recording_ ? kNextRecordingTurn : kIdleWait,
            .restless = recording_ != nullptr};
  }
  [[nodiscard]] bool update(double) override {
    const bool changed = session_.update();
    return tend_recording() || changed;
  }

  void enter() override {
    behind_ = false;
    session_.enter();
  }
  void leave() override {
    behind_ = true;
    session_.leave();
  }
  /// A recording goes on behind another mode.
  [[nodiscard]] std::optional<Notice> rest() override {
    if (!recording_) return std::nullopt;
    static_cast<void>(tend_recording());
    return std::exchange(said_behind_, std::nullopt);
  }
  [[nodiscard]] std::string behind() const override {
    return recording_ ? "a search is being recorded: " + recording_->path().string() : "";
  }

  void close() override {
    if (!recording_) return;
    try {
      recording_->stop();
      recording_->finish();
      const std::filesystem::path path = recording_->path();
      if (recording_->whole())
        log(LogLevel::info, "recorded " + path.string());
      else if (is_there(path))
        log(LogLevel::info,
            "the window was closed at " + percent() + " of the recording: " + name_as_cut(path).string());
    } catch (const Error& e) {
      log(LogLevel::error, e.what());
    }
    recording_.reset();
  }

  /// The three pictures of the moment shown, with its latent, so that it can be found again.
  [[nodiscard]] std::filesystem::path save_picture() override {
    const RecoverPanelInput& input = session_.input();
    const RecoveryMoment& moment = *input.shown;
    const Image image =
        SheetPainter(session_.state().theme, search_cell(1))
            .draw(search_heading(moment.iteration), {search_row(shown_search(*input.frame, moment))});
    RenderTarget::end();
    const std::filesystem::path path =
        unused_path(std::filesystem::current_path() /
                    (session_.stem() + "-" + std::to_string(moment.iteration) + ".png"));
    write_png(path, image,
              {{"Software", "ganscope " + std::string(version())},
               {"Comment", session_.command_line()},
               {"Latent", nlohmann::json(moment.latent).dump()}});
    return path;
  }

 protected:
  [[nodiscard]] RecoverViewCommands draw_stage(const FramePlace& place) override {
    return stage_.draw({session_.input(), session_.state(), place.size, place.framebuffer, place.seconds});
  }

 private:
  [[nodiscard]] std::string percent() const {
    return std::to_string(static_cast<int>(100 * recording_->share())) + " %";
  }

  /// Over the picture, and over that of the mode in front.
  void say(const std::string& text, bool error = false) {
    session_.tell(text, error);
    if (behind_) said_behind_ = Notice{text, error};
  }

  /// True when the window should show something new of it.
  bool tend_recording() {
    const RecoverSession::RecordingWish wish = session_.take_recording_wish();
    try {
      if (wish == RecoverSession::RecordingWish::start && !recording_) begin_recording();
      if (!recording_) return wish != RecoverSession::RecordingWish::none;
      if (wish == RecoverSession::RecordingWish::stop) ends_early_ = true, recording_->stop();
      if (!ends_early_) recording_->work(kRecordingTurn);
      RenderTarget::end();
      session_.set_recording(SearchRecording{recording_->share(), recording_->path().string()});
      if (recording_->done()) finish_recording();
    } catch (const std::exception& e) {
      recording_.reset();
      session_.set_recording({});
      say(e.what(), true);
    }
    return true;
  }

  void begin_recording() {
    const SearchRecordingChoice& choice = session_.state().recording;
    const bool folder = choice.format == RecordingFormat::png;
    const std::string name = session_.stem() + "-search" + (folder ? "" : "." + name_of(choice.format));
    std::filesystem::path path = unused_path(std::filesystem::current_path() / name);
    if (folder) path /= "";
    recording_ = std::make_unique<RecoveryRecording>(
        session_.input().frame,
        RecoveryRecording::Options{
            .path = path,
            .fps = std::min(choice.fps, most_frames_a_second(choice.format)),
            .theme = session_.state().theme,
            .tags = {{"title", "The latent of " + session_.input().picture},
                     {"comment", "ganscope " + std::string(version()) + ": " + session_.command_line()}}});
    ends_early_ = false;
  }

  void finish_recording() {
    recording_->finish();
    const std::string text =
        "recorded " + counted(recording_->frames(), "frame") + ": " + recording_->path().string();
    recording_.reset();
    session_.set_recording({});
    log(LogLevel::info, text);
    say(text);
  }

  std::unique_ptr<RecoveryRecording> recording_;
  bool ends_early_ = false;
  bool behind_ = false;  ///< another mode is in front
  std::optional<Notice> said_behind_;
};

}  // namespace

std::shared_ptr<WindowMode> make_recover_mode(std::shared_ptr<BetweenModes> between, int threads) {
  return std::make_shared<RecoverMode>(std::move(between), threads);
}

}  // namespace ganscope
