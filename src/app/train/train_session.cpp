#include "app/train/train_session.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/files/typed_path.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {
namespace {

constexpr double kMostEpochs = 1e6;

/// What a person can see of a status.
bool looks_same(const ImageTrainStatus& a, const ImageTrainStatus& b) {
  return a.phase == b.phase && a.running == b.running && a.decoded == b.decoded &&
         a.iteration == b.iteration && a.snapshots == b.snapshots && a.rate == b.rate && a.health == b.health;
}

}  // namespace

TrainSession::TrainSession(const TrainRunOptions& options, std::function<void()> notify)
    : options_(options),
      sheets_(options.out / "sheets", to_options_text(options.config)),
      kept_(options.out / "sheets", to_options_text(options.config)),
      worker_(course_options(options), kept_,
              {.running = !options.paused, .gives_way = true, .notify = std::move(notify)}) {
  state_.theme = options.theme.value_or(state_.theme);
  state_.scale = options.scale.value_or(state_.scale);
  input_.config = options.config;
  input_.curves = &curves_;
  input_.status.running = !options.paused;  // what the worker says comes with the first update()
}

bool TrainSession::update() {
  bool changed = notices_.expire();
  const ImageTrainStatus before = input_.status;
  take_status();
  if (const ImageTrainFramePtr frame = worker_.take_frame()) {
    take_frame(frame);
    changed = true;
  }
  return changed || !looks_same(before, input_.status);
}

void TrainSession::take_status() {
  const ImageTrainStatus before = std::exchange(input_.status, worker_.status());
  const ImageTrainStatus& now = input_.status;
  worker_.log().catch_up(curves_);
  for (; warnings_told_ < curves_.warnings.size(); ++warnings_told_)
    if (curves_.warnings[warnings_told_].since > now.facts.resumed_at)
      new_warnings_.push_back(curves_.warnings[warnings_told_]);
  if (leaving_for_ && (now.snapshots != before.snapshots || !now.model.empty()))
    ModeSession::leave_for(*std::exchange(leaving_for_, std::nullopt));
  if (input_.epochs == 0 && now.facts.batches_per_epoch > 0)
    input_.epochs = options_.iterations < 0
                        ? options_.epochs
                        : static_cast<double>(options_.iterations * options_.config.discriminator_updates) /
                              static_cast<double>(now.facts.batches_per_epoch);
  const bool phase_changed = before.phase != now.phase;
  if (phase_changed || before.iteration / options_.sheet_every != now.iteration / options_.sheet_every)
    look_for_sheets();
  if (!phase_changed) return;
  if (now.phase == TrainPhase::finished)
    tell("finished: wrote " + whole_path(now.model) + "; Train on goes on from here");
  if (now.phase == TrainPhase::failed) notices_.hold(now.message);
  if (now.phase == TrainPhase::diverged) notices_.hold(now.message + "; the checkpoints before it stay");
}

void TrainSession::take_frame(const ImageTrainFramePtr& frame) {
  latest_ = frame;
  report_ = frame->report;
  if (!frame->real.empty()) input_.real = {frame, &frame->real};
  if (!state_.time.look_back) show_latest();
}

void TrainSession::show_latest() {
  state_.time.look_back.reset();
  if (!latest_) return;
  input_.generated = {latest_, &latest_->generated};
  input_.shown_iteration = latest_->report.iteration;
}

void TrainSession::look_for_sheets() {
  input_.sheets = sheets_.iterations();
  // One of the future is from before a resume and goes.
  while (!input_.sheets.empty() && input_.sheets.back() > input_.status.iteration) input_.sheets.pop_back();
}

void TrainSession::show_sheet(std::int64_t iteration) {
  if (!latest_ || (state_.time.look_back && *state_.time.look_back == iteration)) return;
  input_.generated = std::make_shared<const ImageStack>(sheets_.read(iteration, latest_->generated));
  input_.shown_iteration = iteration;
  state_.time.look_back = iteration;
}

void TrainSession::perform(const TrainViewCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}
void TrainSession::act(const TimeCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}

void TrainSession::drop(const std::filesystem::path& file) {
  tell("a training takes no files: " + file.string(), true);
}

void TrainSession::stop() {
  worker_.stop();
  static_cast<void>(update());
}

void TrainSession::act(const train_command::ToggleRun&) { worker_.set_running(!worker_.status().running); }
void TrainSession::act(const train_command::Step&) {
  show_latest();  // who steps wants to see the step
  worker_.step();
}

void TrainSession::act(const train_command::TrainOn& c) {
  const ImageTrainStatus& now = input_.status;
  if (now.phase != TrainPhase::finished)
    throw Error("a training goes on from its end, and this one is " + name_of(now.phase) + " at iteration " +
                std::to_string(now.iteration) + " of " + std::to_string(now.iterations));
  if (!(c.epochs > 0) || c.epochs > kMostEpochs)
    throw out_of_range("epochs", exact_number(c.epochs), "more than 0, at most 1000000");
  const auto count = [&](double epochs) {
    return iterations_in(epochs, now.facts.batches_per_epoch, options_.config.discriminator_updates);
  };
  const bool by_epochs = options_.iterations < 0;
  const std::int64_t end =
      by_epochs ? count(options_.epochs + c.epochs) : options_.iterations + count(c.epochs);
  if (end <= now.iteration)
    throw out_of_range("epochs", exact_number(c.epochs),
                       "enough for an iteration; an epoch has " + std::to_string(count(1)));
  TrainRunOptions later = options_;
  later.kept.erase(by_epochs ? "iterations" : "epochs");
  if (by_epochs)
    later.kept["epochs"] = exact_number(later.epochs += c.epochs);
  else
    later.kept["iterations"] = std::to_string(later.iterations = end);
  if (!worker_.go_on_to(end, kept_options_text(later.kept))) return;
  options_ = std::move(later);
  show_latest();
  tell("the training goes on to iteration " + with_thousands(end));
}
void TrainSession::act(const train_command::Enlarge& c) {
  if (c.sample == -1) return state_.enlarged.reset();
  const int count = input_.generated ? input_.generated->count : 0;
  if (c.sample < 0 || c.sample >= count)
    throw out_of_range("sample", std::to_string(c.sample),
                       count > 0 ? "0 to " + std::to_string(count - 1) + ", or -1 for all of them"
                                 : "-1: there are no images yet");
  state_.enlarged = c.sample;
}

/// The sheet that is nearest to it, of two as near the earlier.
void TrainSession::act(const time_command::LookAt& c) {
  const std::vector<std::int64_t>& sheets = input_.sheets;
  if (sheets.empty()) return;
  auto nearest = std::lower_bound(sheets.begin(), sheets.end(), c.iteration);
  if (nearest == sheets.end()) --nearest;
  if (nearest != sheets.begin() && c.iteration - *(nearest - 1) <= *nearest - c.iteration) --nearest;
  show_sheet(*nearest);
}
void TrainSession::act(const time_command::LookBeside& c) {
  if (input_.sheets.empty()) return;
  const std::int64_t now = state_.time.look_back.value_or(input_.status.iteration + 1);
  if (c.by < 0) {
    const auto at = std::lower_bound(input_.sheets.begin(), input_.sheets.end(), now);
    show_sheet(at == input_.sheets.begin() ? input_.sheets.front() : *(at - 1));
    return;
  }
  const auto at = std::upper_bound(input_.sheets.begin(), input_.sheets.end(), now);
  if (at == input_.sheets.end())
    show_latest();  // behind the last sheet comes the present
  else
    show_sheet(*at);
}
void TrainSession::act(const time_command::LookAtStart&) {
  if (!input_.sheets.empty()) show_sheet(input_.sheets.front());
}
void TrainSession::act(const time_command::FollowTraining&) { show_latest(); }

void TrainSession::leave_for(const std::string& mode) {
  const ImageTrainStatus& now = input_.status;
  const bool trains = now.phase == TrainPhase::training;
  if (!trains && shown_model().empty())
    throw Error(now.phase == TrainPhase::opening
                    ? "there is no generator to show yet: the images are being opened"
                    : "there is no generator to show: the training ended before one was written");
  if (!trains) return ModeSession::leave_for(mode);
  leaving_for_ = mode;
  worker_.write_snapshot();
  tell("writing the generator of iteration " + std::to_string(now.iteration) + "; the training goes on");
}

void TrainSession::save_picture() {
  if (!input_.generated) throw Error("there are no images yet");
  const std::string training = options_.name.empty() ? folder_name(options_.out) : options_.name;
  const std::string stem = training + "-" + std::to_string(input_.shown_iteration);
  const std::filesystem::path path = unused_path(std::filesystem::current_path() / (stem + ".png"));
  write_sheet(path, *input_.generated, to_options_text(options_.config));
  tell("saved " + path.string());
}

std::string TrainSession::command_line() {
  std::string line = "ganscope train " + to_options_text(options_.config);
  if (options_.iterations >= 0)
    line += " --iterations " + std::to_string(options_.iterations);
  else
    line += " --epochs " + exact_number(options_.epochs);
  // The same bits need the same number of threads.
  line += " --threads " + std::to_string(training_threads(options_));
  for (const auto& [name, text] : options_.kept)
    if (name != "iterations" && name != "epochs") line += " --" + name + " " + shell_quoted(text);
  return line + " --out " + shell_quoted(options_.out.string()) + " --watch";
}

bool TrainSession::close_something() {
  if (state_.enlarged)
    state_.enlarged.reset();
  else if (state_.time.look_back)
    show_latest();
  else if (state_.time.span)
    state_.time.span.reset();
  else
    return false;
  return true;
}

nlohmann::ordered_json TrainSession::state_json() const {
  const ImageTrainStatus& s = input_.status;
  nlohmann::ordered_json health = nlohmann::ordered_json::array();
  for (const HealthWarning& warning : s.health) health.push_back(warning.id);
  nlohmann::ordered_json span = nullptr;
  if (state_.time.span) span = {state_.time.span->first, state_.time.span->second};
  return nlohmann::ordered_json{{"mode", "train"},
                                {"command", "ganscope train " + to_options_text(options_.config)},
                                {"phase", name_of(s.phase)},
                                {"running", s.running},
                                {"iteration", s.iteration},
                                {"iterations", s.iterations},
                                {"resumed_at", s.facts.resumed_at},
                                {"rate", s.rate},
                                {"seconds_left", seconds_left(s)},
                                {"images", s.facts.images},
                                {"generated", input_.generated ? input_.generated->count : 0},
                                {"real", input_.real ? input_.real->count : 0},
                                {"shown_iteration", input_.generated ? input_.shown_iteration : -1},
                                {"looks_back", state_.time.look_back.has_value()},
                                {"enlarged", state_.enlarged.value_or(-1)},
                                {"span", span},
                                {"sheets", input_.sheets},
                                {"curves", curves_.iteration.size()},
                                {"health", health},
                                {"log_plots", state_.time.log_plots},
                                {"model", s.model},
                                {"snapshot", s.snapshot},
                                {"snapshot_at", s.snapshot_at},
                                {"notice", input_.notice.text}};
}

}  // namespace ganscope
