#include "app/toy/toy_session.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <glm/common.hpp>

#include "app/files/curves_csv.hpp"
#include "app/toy/frame_request.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "exchange/toy_options.hpp"
#include "view/layers/toy_picture.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {
namespace {

constexpr int kMetricsEvery = 100;  ///< iterations between measurements in a window

ToyViewState start_state(const ToyRunOptions& options, const Settings& settings) {
  ToyViewState state;
  state.recording = settings.recording;
  state.time.log_plots = settings.log_plots;
  state.picture.layers = options.layers;
  state.theme = options.theme;
  state.scale = options.scale;
  return state;
}

ToyWorkerOptions worker_options(const ToyRunOptions& options, const ToyViewState& state,
                                std::function<void()> notify) {
  ToyWorkerOptions w;
  w.threads = options.threads > 0 ? options.threads : default_training_threads(true);
  w.gives_way = true;
  w.running = !options.paused;
  w.request = frame_request(empty_frame(options.config), {options.width, options.height}, state);
  w.metrics_every = kMetricsEvery;
  w.stop_at = options.iterations;
  w.notify = std::move(notify);
  return w;
}

/// What both ask for, in one frame: all that either picture shows, as finely as the finer one wants.
FrameRequest together(const FrameRequest& a, const FrameRequest& b) {
  FrameRequest out = a;
  const Bounds& x = a.field_bounds;
  const Bounds& y = b.field_bounds;
  out.field_bounds = {glm::min(x.min, y.min), glm::max(x.max, y.max)};
  const auto cells = [](float extent, float of_a, int cells_a, float of_b, int cells_b) {
    const float finest = std::max(static_cast<float>(cells_a) / of_a, static_cast<float>(cells_b) / of_b);
    return std::clamp(static_cast<int>(std::ceil(extent * finest)), 2, 1024);
  };
  const glm::vec2 extent = out.field_bounds.max - out.field_bounds.min;
  out.field_columns = cells(extent.x, x.max.x - x.min.x, a.field_columns, y.max.x - y.min.x, b.field_columns);
  out.field_rows = cells(extent.y, x.max.y - x.min.y, a.field_rows, y.max.y - y.min.y, b.field_rows);
  return out;
}

}  // namespace

ToyRunOptions with_settings(ToyRunOptions options, const Settings& settings) {
  if (!options.given.theme) options.theme = settings.theme;
  if (!options.given.scale) options.scale = settings.scale;
  if (!options.given.size) {
    options.width = settings.width;
    options.height = settings.height;
  }
  if (!options.given.run && !settings.preset.empty()) {
    const ToyPreset& preset = toy_preset(settings.preset);
    options.config.data = preset.data;
    options.config.latent = preset.latent;
  }
  return options;
}

ToySession::ToySession(const ToyRunOptions& options, const Settings& settings, std::function<void()> notify)
    : worker_(options.config, worker_options(options, start_state(options, settings), std::move(notify))),
      run_{.config = options.config, .draft = options.config, .like = empty_frame(options.config)},
      recent_(settings.recent),
      speed_before_slow_(full_speed()) {
  state_ = start_state(options, settings);
  input_.config = input_.draft = options.config;
  input_.curves = &curves_.curves;
  fill_catalogue(input_);
  for (const std::string& file : recent_)
    input_.manifolds.push_back({points_data(file), "points of a file opened before"});
  list_points(options.config.data);
  scale_seen_ = state_.scale;
  look_at({options.width, options.height});
  request_frame();
}

bool ToySession::update() {
  if (const auto failure = worker_.error()) throw Error(*failure);
  worker_.log().catch_up(curves_);
  input_.running = worker_.running();
  input_.rate = worker_.rate();
  input_.config = worker_.config();
  bool changed = notices_.expire() || tell_small_window();
  if (const ToyFramePtr frame = worker_.take_frame()) {
    take(frame);
    changed = true;
  }
  if (animates() && since_replayed_.seconds() >= kReplayInterval) {
    replay();
    changed = true;
  }
  input_.frame = frame().get();
  return changed;
}

void ToySession::take(const ToyFramePtr& frame) {
  if (latest_ && frame->run != latest_->run) {
    awaited_ = false;
    act(time_command::FollowTraining{});
    change_history(frame->run);
  }
  latest_ = frame;
  history_.add(frame);
  input_.iteration = frame->step.iteration;
  input_.generator_rate = frame->step.generator_rate;
  input_.discriminator_rate = frame->step.discriminator_rate;
  input_.frame = this->frame().get();
  if (frame->diverged) notices_.hold(frame->message + ". Press R to start anew, or change a setting first.");
}

/// The past of the run before this one stays, as long as that can be brought back.
void ToySession::change_history(std::uint64_t run) {
  if (!history_aside_.empty() && history_aside_.frames().front()->run == run) {
    std::swap(history_, history_aside_);
  } else {
    history_aside_ = std::move(history_);
    history_ = FrameHistory();
  }
}

void ToySession::looks_changed() {
  request_frame();
  // What a larger scale hides is told where the scale changes.
  const bool scaled = std::exchange(scale_seen_, state_.scale) != state_.scale;
  if (told_small_ || !state_.panels || toy_without_room(size(), state_.scale).empty()) return;
  told_small_ = true;
  small_untold_ = !scaled;
}

/// Once: what goes without a word is taken for what there isn't. After what else is to be said.
bool ToySession::tell_small_window() {
  if (!small_untold_ || !notices_.shown().empty()) return false;
  small_untold_ = false;
  const std::vector<std::string> out = toy_without_room(size(), state_.scale);
  if (out.empty() || !state_.panels) return false;
  tell("no room at this size for " + join(out, ", ") +
       ". Menu has every control; a wider window or the key - brings them back");
  return true;
}

ToyFramePtr ToySession::take_kept_frame() {
  ToyFramePtr frame = worker_.next_frame(0);
  if (frame) take(frame);
  return frame;
}

void ToySession::recording_began(glm::vec2 size, const ToyViewState& shown) {
  recorded_ = {size, shown};
  request_frame();
  if (!state_.recording.as_seen) worker_.send(command::Record{state_.recording.every});
}

void ToySession::recording_ends() {
  if (!state_.recording.as_seen) worker_.send(command::Record{0});
  recorded_.reset();
  request_frame();
}

/// The next kept frame. At the end of the past a selected part begins again; otherwise the picture
/// follows the training again.
void ToySession::replay() {
  since_replayed_.restart();
  const std::int64_t now = state_.time.look_back.value_or(0);
  const ToyFramePtr next = history_.beside(now, 1);
  const std::int64_t end = state_.time.span ? state_.time.span->second : input_.iteration;
  if (next && next->step.iteration > now && next->step.iteration <= end) return show(next);
  if (state_.time.span) return show(history_.at(state_.time.span->first));
  act(time_command::FollowTraining{});
}

void ToySession::show(const ToyFramePtr& past) {
  if (!past) return;
  looked_at_ = past;
  state_.time.look_back = past->step.iteration;
}

bool ToySession::has_news() const {
  return worker_.has_frame() || (animates() && since_replayed_.seconds() >= kReplayInterval);
}

void ToySession::request_frame() {
  FrameRequest wanted = frame_request(run_.like, size(), state_);
  if (recorded_) {
    ToyViewState looks = recorded_->second;
    looks.picture.layers = state_.picture.layers;
    looks.picture.zoom = state_.picture.zoom;
    looks.picture.pan = state_.picture.pan;
    wanted = together(wanted, frame_request(run_.like, recorded_->first, looks));
  }
  if (wanted == request_) return;
  request_ = wanted;
  worker_.send(command::Observe{wanted});
}

void ToySession::perform(const ToyViewCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}
void ToySession::act(const TimeCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}

/// Who steps wants to see the step, and the next one not before it is asked for.
void ToySession::step(const ToyCommand& one) {
  act(time_command::FollowTraining{});
  if (worker_.running()) worker_.send(command::Pause{});
  worker_.send(one);
}

/// "the discriminator's step 13; the generator stays at 12, the iteration at 12": a step of one side alone
/// counts as no iteration, which is the number in the bar. What ran may have gone on since its last frame,
/// so there are no numbers then.
void ToySession::tell_step(const std::string& who, std::int64_t count, const std::string& other,
                           std::int64_t other_count) {
  if (worker_.running())
    tell("paused for a step of the " + who + " alone");
  else if (latest_)
    tell("the " + who + "'s step " + with_thousands(count + 1) + "; the " + other + " stays at " +
         with_thousands(other_count) + ", the iteration at " + with_thousands(latest_->step.iteration));
}

void ToySession::act(const toy_command::StepDiscriminator&) {
  const StepReport now = latest_ ? latest_->step : StepReport();
  tell_step("discriminator", now.discriminator_steps, "generator", now.generator_steps);
  step(command::StepDiscriminator{});
}
void ToySession::act(const toy_command::StepGenerator&) {
  const StepReport now = latest_ ? latest_->step : StepReport();
  tell_step("generator", now.generator_steps, "discriminator", now.discriminator_steps);
  step(command::StepGenerator{});
}
void ToySession::act(const toy_command::StepBoth&) { step(command::StepBoth{}); }
void ToySession::act(const toy_command::StepPhase&) { step(command::StepPhase{}); }
void ToySession::act(const toy_command::ToggleRun&) {
  worker_.send(worker_.running() ? ToyCommand(command::Pause{}) : ToyCommand(command::Run{}));
}

void ToySession::set_speed(int place) {
  const std::vector<Speed>& speeds = speed_list();
  const bool was_slow = input_.slow_motion();
  if (!was_slow) speed_before_slow_ = input_.speed;
  input_.speed = std::clamp(place, 0, static_cast<int>(speeds.size()) - 1);
  const Speed& speed = speeds[static_cast<std::size_t>(input_.speed)];
  worker_.send(command::SlowMotion{speed.seconds_per_phase});
  worker_.send(command::Pace{speed.iterations_per_frame});
  if (speed.slow_motion() && !was_slow) {
    act(time_command::FollowTraining{});
    worker_.send(command::Run{});
  }
}
void ToySession::act(const toy_command::SetSpeed& c) { set_speed(c.place); }
void ToySession::act(const toy_command::ChangeSpeed& c) {
  set_speed(input_.speed + c.by);
  tell("speed: " + speed_list()[static_cast<std::size_t>(input_.speed)].label);
}
void ToySession::act(const toy_command::ToggleSlowMotion&) {
  set_speed(input_.slow_motion() ? speed_before_slow_ : slow_motion_speed());
}
void ToySession::act(const toy_command::ToggleLayer& c) {
  state_.picture.layers.toggle(c.id);
  request_frame();
}
void ToySession::act(const toy_command::Fit&) {
  state_.picture.zoom = 1;
  state_.picture.pan = {0, 0};
  request_frame();
}
void ToySession::act(const toy_command::Zoom& c) {
  const glm::vec2 shown = lay_out(size(), state_.scale, state_.panels).picture.size();
  Camera2D camera = ToyPicture::camera(run_.like, shown, state_.picture_options());
  camera.zoom_at(c.pixel, c.factor);
  state_.picture.zoom = camera.zoom;
  state_.picture.pan = camera.pan;
  request_frame();
}
void ToySession::act(const toy_command::Drag& c) {
  const glm::vec2 shown = lay_out(size(), state_.scale, state_.panels).picture.size();
  Camera2D camera = ToyPicture::camera(run_.like, shown, state_.picture_options());
  camera.drag(c.pixels);
  state_.picture.pan = camera.pan;
  request_frame();
}
void ToySession::act(const time_command::LookAt& c) {
  state_.time.replaying = false;
  show(history_.at(c.iteration));
}
void ToySession::act(const time_command::LookBeside& c) {
  state_.time.replaying = false;
  // From the present one step back is the last frame that was kept.
  const std::int64_t from = state_.time.look_back.value_or(input_.iteration + 1);
  show(history_.beside(from, c.by));
}
void ToySession::act(const time_command::LookAtStart&) {
  state_.time.replaying = false;
  show(history_.at(0));
}
void ToySession::act(const time_command::FollowTraining&) {
  looked_at_ = nullptr;
  state_.time.look_back.reset();
  state_.time.replaying = false;
}
void ToySession::act(const toy_command::ToggleReplay&) {
  state_.time.replaying = !state_.time.replaying && !history_.empty();
  if (!state_.time.replaying || state_.time.look_back) return;
  show(history_.at(state_.time.span ? state_.time.span->first : 0));
  since_replayed_.restart();
}
void ToySession::act(const toy_command::Pin& c) {
  if (state_.time.pin == c.iteration)
    state_.time.pin.reset();
  else
    state_.time.pin = c.iteration;
}
void ToySession::act(const toy_command::ExportCurves&) {
  if (curves_.curves.steps().empty()) {
    tell("there is nothing to export before the first iteration");
    return;
  }
  const std::filesystem::path path =
      unused_path(std::filesystem::current_path() / (file_stem(input_.config) + "-curves.csv"));
  write_file_atomically(path, curves_csv(curves_.curves));
  tell("exported " + path.string());
}
void ToySession::act(const toy_command::ToggleRecording&) {
  if (input_.recording.state == RecordingStatus::State::finishing) return;
  recording_wish_ =
      input_.recording.state == RecordingStatus::State::on ? RecordingWish::stop : RecordingWish::start;
}
void ToySession::act(const toy_command::EditRecording& c) {
  // A recording keeps the choice it began with.
  if (input_.recording.state == RecordingStatus::State::off) state_.recording = c.choice;
}
bool ToySession::close_something() {
  if (state_.time.pin)
    state_.time.pin.reset();
  else if (state_.time.look_back)
    act(time_command::FollowTraining{});
  else if (state_.time.span)
    state_.time.span.reset();
  else
    return false;
  return true;
}

void ToySession::remember(Settings& settings) const {
  const ToyPreset* preset = matching_preset(input_.config);
  settings.preset = preset != nullptr ? preset->name : "";
  settings.recent = recent_;
  settings.recording = state_.recording;
  settings.log_plots = state_.time.log_plots;
}

}  // namespace ganscope
