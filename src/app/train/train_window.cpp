// The training view in its window: its pace, and what is said at its end.
#include "app/train/train_window.hpp"

#include <cstdio>

#include "app/window/glfw_window.hpp"
#include "app/window/interrupt.hpp"
#include "core/error.hpp"
#include "core/log.hpp"

namespace ganscope {
namespace {

constexpr double kTrainingInterval = 1.0 / 20;  ///< seconds between pictures of a running training

}  // namespace

TrainMode::TrainMode(const TrainRunOptions& options)
    : StagedMode(options, [] { GlfwWindow::wake(); }), options_(options) {}

Pacing TrainMode::pacing() const { return {.interval = kTrainingInterval, .pending = session_.has_news()}; }

bool TrainMode::update(double) {
  const bool changed = session_.update();
  log_warnings();
  return changed;
}

std::optional<Notice> TrainMode::rest() {
  const TrainPhase before = session_.input().status.phase;
  static_cast<void>(update(0));
  const TrainPhase now = session_.input().status.phase;
  const bool ended = now == TrainPhase::finished || now == TrainPhase::failed || now == TrainPhase::diverged;
  if (now == before || !ended) return std::nullopt;
  return Notice{"the training behind: " + session_.input().notice.text, session_.input().notice.error};
}

std::string TrainMode::behind() const {
  const ImageTrainStatus& now = session_.input().status;
  if (now.phase != TrainPhase::training || now.iterations < 1) return "";
  return "training, " + std::to_string(100 * now.iteration / now.iterations) + " %" +
         (now.running ? "" : ", paused");
}

TrainViewCommands TrainMode::draw_stage(const FramePlace& place) {
  return stage_.draw({session_.input(), session_.state(), place.size, place.framebuffer, place.seconds});
}

void TrainMode::close() {
  session_.stop();
  log_warnings();
  const ImageTrainStatus& status = session_.input().status;
  if (status.phase == TrainPhase::diverged || status.phase == TrainPhase::failed) throw Error(status.message);
  const bool finished = status.phase == TrainPhase::finished;
  if (finished)
    for (const std::string& path : {status.timelapse, status.model})
      std::fprintf(stderr, "ganscope: wrote %s\n", path.c_str());
  else if (status.facts.images == 0)
    std::fprintf(stderr, "ganscope: stopped before the images were open\n");
  else
    std::fprintf(stderr, "ganscope: %s\n", how_to_go_on(options_, status.iteration).c_str());
  const double seconds = status.seconds - status.facts.seconds_before;
  const auto iterations = static_cast<double>(status.iteration - status.facts.resumed_at);
  if (options_.json)
    print_summary(options_, {.report = session_.training_report(),
                             .resumed_at = status.facts.resumed_at,
                             .seconds = seconds,
                             .iterations_per_second = seconds > 0 ? iterations / seconds : 0,
                             .interrupted = !finished,
                             .model = status.model,
                             .timelapse = status.timelapse});
  status_ = InterruptGuard::requested() ? 130 : 0;
}

void TrainMode::log_warnings() {
  for (const HealthWarning& warning : session_.take_warnings()) log(LogLevel::warning, warning_line(warning));
}

}  // namespace ganscope
