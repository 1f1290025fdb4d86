// The training view in its window: the loop that draws when there is something new.
#include "app/train/train_window.hpp"

#include <algorithm>
#include <cstdio>

#include "app/window/interrupt.hpp"
#include "app/window/window_pacing.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/panels/train/train_keys.hpp"

namespace ganscope {
namespace {

constexpr double kTrainingInterval = 1.0 / 20;  ///< seconds between pictures of a running training

}  // namespace

TrainMode::TrainMode(GlfwWindow& window, const TrainRunOptions& options, SettingsKeeper& settings)
    : options_(options),
      window_(window),
      settings_(settings),
      session_(options, [] { GlfwWindow::wake(); }),
      report_(options.report) {}

WindowEnd TrainMode::run(Looks& looks, const Behind& behind) {
  const UiContext::Current current(stage_.ui());
  const GlfwWindow::Interface interface(window_);
  session_.adopt(looks);
  window_.settle();
  bool leaving = false;
  while (!window_.should_close() && !session_.quit() && !InterruptGuard::requested() && !leaving) {
    wait();
    tell_what_is_behind(behind, session_, window_);
    take_events();
    const bool changed = session_.update();
    log_warnings();
    if (changed || window_.settling() > 0) draw();
    report_.keep([this] { return session_.state_json(stage_.ui().items()); });
    settings_.keep(session_.looks(), session_.size());
    settings_.tend();
    leaving = session_.take_open_wish();
  }
  looks = session_.looks();
  settings_.tend(true);
  if (!leaving) window_.hide();  // what the last iteration needs is done behind it
  return leaving ? WindowEnd::other_mode : WindowEnd::quit;
}

int TrainMode::conclude() {
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
    print_summary(options_, {.report = session_.report(),
                             .resumed_at = status.facts.resumed_at,
                             .seconds = seconds,
                             .iterations_per_second = seconds > 0 ? iterations / seconds : 0,
                             .interrupted = !finished,
                             .model = status.model,
                             .timelapse = status.timelapse});
  return InterruptGuard::requested() ? 130 : 0;
}

/// Sleeps until there may be something to do, but never draws faster than the intervals.
void TrainMode::wait() {
  const double interval = window_.take_interaction() ? kInteractionInterval : kTrainingInterval;
  const bool pending = window_.settling() > 0 || session_.has_news();
  window_.wait(pending ? std::max(0.0, interval - since_draw_.seconds()) : kIdleWait);
  if (window_.settling() > 0) return;
  // Woken by the worker before the interval is over: sleep the rest of it.
  if (const double left = kTrainingInterval - since_draw_.seconds(); left > 0) window_.wait(left);
}

void TrainMode::take_events() {
  for (const std::string& key : window_.take_keys())
    if (const TrainViewCommand* command = train_command_for_key(key)) session_.apply(*command);
  for (const std::filesystem::path& file : window_.take_dropped())
    session_.tell("a training takes no files: " + file.string(), true);
}

void TrainMode::draw() {
  const glm::vec2 size = window_.size();
  const float seconds = static_cast<float>(since_draw_.seconds());
  since_draw_.restart();
  window_.begin_frame();
  if (size.x < 1 || size.y < 1) {  // minimised
    window_.end_frame();
    return;
  }
  session_.look_at(size);
  const TrainViewCommands commands = stage_.draw({session_.input(), session_.state(), size, 0, seconds});
  window_.end_frame();
  for (const TrainViewCommand& command : commands) {
    session_.apply(command);
    window_.settle();
  }
  obey_session(session_, window_);
}

void TrainMode::log_warnings() {
  for (const HealthWarning& warning : session_.take_warnings()) log(LogLevel::warning, warning_line(warning));
}

}  // namespace ganscope
