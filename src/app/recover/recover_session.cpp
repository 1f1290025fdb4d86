#include "app/recover/recover_session.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/files/file_requests.hpp"
#include "app/files/typed_path.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/images/picture_format.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/recovery/resampling.hpp"
#include "exchange/option_text.hpp"
#include "exchange/recovery_options.hpp"
#include "view/capture/png.hpp"
#include "view/scene/picture_difference.hpp"

namespace ganscope {
namespace {

constexpr int kWindowRestarts = 4;  ///< a window begins with: a curve each

Image image_of(const Picture& picture) {
  Image image{picture.width, picture.height, {}};
  const auto channels = static_cast<std::size_t>(picture.channels);
  for (std::size_t i = 0; i + channels <= picture.values.size(); i += channels)
    for (std::size_t c = 0; c < 3; ++c) image.rgb.push_back(picture.values[i + std::min(c, channels - 1)]);
  return image;
}

bool suits(const Criterion& criterion, const LatentSpace& space) {
  try {
    check_criterion(criterion, space);
    return true;
  } catch (const UsageError&) {
    return false;
  }
}

/// N of "seed:N"; nothing for what is written otherwise.
std::optional<std::string> seed_of(const std::string& name) {
  const std::string start = "seed:";
  if (!name.starts_with(start) || name.size() == start.size()) return std::nullopt;
  const std::string digits = name.substr(start.size());
  const bool all = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return all ? std::optional(digits) : std::nullopt;
}

}  // namespace

Criterion usual_criterion(const LatentSpace& space) {
  return parse_criterion(space.prior == LatentPrior::uniform ? "clip" : "hard:2.5");
}

ShownSearch shown_search(const RecoveryFrame& frame, const RecoveryMoment& moment) {
  return {frame.name, frame.target, moment.picture, moment.pixel_error(), moment.z_error};
}

RecoverSession::RecoverSession(Parts parts)
    : between_(parts.between ? std::move(parts.between) : std::make_shared<BetweenModes>()),
      worker_({.threads = parts.threads, .open = std::move(parts.open), .notify = std::move(parts.notify)}) {
  input_.config.restarts = kWindowRestarts;
}

void RecoverSession::enter() {
  if (between_->asked) {
    const bool first = !asked_;
    asked_ = std::exchange(between_->asked, std::nullopt);
    Criterion& criterion = input_.config.criterion;
    if (first || !suits(criterion, asked_->space)) criterion = usual_criterion(asked_->space);
    begin();
  } else if (resumes_) {
    worker_.set_running(true);
    input_.running = true;
  }
  resumes_ = false;
}

void RecoverSession::leave() {
  resumes_ = input_.running;
  worker_.set_running(false);
  input_.running = false;
}

void RecoverSession::begin() {
  input_.model = asked_->model.model;
  input_.picture = asked_->picture.empty() ? asked_->name : asked_->picture.stem().string();
  state_.time.look_back.reset();
  state_.time.span.reset();
  input_.frame.reset();
  show(nullptr);
  input_.running = true;
  run_ = worker_.search({.model = asked_->model,
                         .file = asked_->picture,
                         .latent = asked_->latent,
                         .name = asked_->name,
                         .label = asked_->model.label,
                         .config = input_.config});
}

bool RecoverSession::update() {
  bool changed = notices_.expire();
  if (const RecoveryFramePtr frame = worker_.take_frame(); frame && frame->run == run_) {
    take(frame);
    changed = true;
  }
  return changed;
}

void RecoverSession::take(const RecoveryFramePtr& frame) {
  const bool ended = frame->finished && !(input_.frame && input_.frame->finished);
  input_.frame = frame;
  input_.running = frame->running;
  if (!state_.time.look_back) show(frame->now);
  if (ended) tell_end(*frame);
}

void RecoverSession::tell_end(const RecoveryFrame& frame) {
  std::string text = "finished after " + with_thousands(frame.now->iteration) + " steps: pixel error " +
                     three_digits(frame.now->pixel_error());
  if (frame.now->z_error) text += ", z error " + three_digits(100 * *frame.now->z_error) + " %";
  tell(text + "; A makes it an anchor, R searches again");
}

void RecoverSession::show(RecoveryMomentPtr moment) {
  const bool same = input_.difference && moment && input_.shown && moment->picture == input_.shown->picture;
  input_.shown = std::move(moment);
  if (!same)
    input_.difference =
        input_.shown ? picture_difference(input_.frame->target, input_.shown->picture) : nullptr;
}

void RecoverSession::show_latest() {
  state_.time.look_back.reset();
  show(input_.frame ? input_.frame->now : nullptr);
}

void RecoverSession::show_past(const RecoveryMomentPtr& moment) {
  state_.time.look_back = moment->iteration;
  show(moment);
}

const RecoveryPath& RecoverSession::path() const {
  static const RecoveryPath none;
  return input_.frame && input_.frame->path ? *input_.frame->path : none;
}

void RecoverSession::perform(const RecoverViewCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}
void RecoverSession::act(const TimeCommand& command) {
  std::visit([this](const auto& c) { act(c); }, command);
}

void RecoverSession::drop(const std::filesystem::path& file) {
  if (has_picture_ending(file))
    apply(search_command::RecoverPicture{file.string()});
  else
    tell(file.string() + ": a search takes pictures; models and anchors are opened in image mode (F2)", true);
}

void RecoverSession::require_search() const {
  if (!asked_) throw Error("there is no search: drop a photo on image mode, or press Z there");
  if (!input_.frame) return;
  if (!input_.frame->error.empty()) throw Error("there is no search: " + input_.frame->error);
  if (input_.frame->finished)
    throw Error("the search is at its end: search again (R), or give it more steps");
}

// --- what a person does -------------------------------------------------------------------------

void RecoverSession::act(const search_command::ToggleRun&) {
  require_search();
  input_.running = !input_.running;
  worker_.set_running(input_.running);
}

void RecoverSession::act(const search_command::Step&) {
  require_search();
  show_latest();  // who steps wants to see the step
  input_.running = false;
  worker_.step();
}

void RecoverSession::act(const search_command::SearchAgain&) {
  if (!asked_) require_search();
  ++input_.config.seed;
  begin();
}

void RecoverSession::act(const search_command::SetOption& c) {
  RecoveryConfig config = input_.config;
  set_option(recovery_options(), config, c.option);
  if (asked_) check_criterion(config.criterion, asked_->space);
  const OptionEffect effect = effect_of(recovery_options(), input_.config, config);
  const bool changed = !(config == input_.config);
  input_.config = config;
  if (!asked_ || !changed) return;
  const bool dead = input_.frame && !input_.frame->error.empty();
  if (effect == OptionEffect::live && !dead)
    worker_.set_live(config);
  else
    begin();
}

void RecoverSession::act(const search_command::RecoverPicture& c) {
  if (!asked_) throw Error("no model is open here: open one in image mode (F2), and drop the picture there");
  const std::filesystem::path path = typed_path(c.path);
  remember_folder("picture", path);
  if (!is_there(path)) throw Error(path.string() + ": there is no such file");
  asked_->picture = path;
  asked_->latent.clear();
  asked_->name.clear();
  begin();
}

void RecoverSession::act(const search_command::AddAnchor&) {
  if (!input_.shown) throw Error("there is no latent yet");
  const std::string from = asked_->picture.empty() ? asked_->name : input_.picture;
  const std::optional<std::string> seed = seed_of(from);
  const std::string name = as_anchor_name(!asked_->picture.empty() ? from
                                          : seed                   ? "found_" + *seed
                                                                   : std::string("found"));
  between_->found.push_back({asked_->model.model, {name, input_.shown->latent}});
  tell("'" + name + "', the latent of step " + with_thousands(input_.shown->iteration) +
       ", is an anchor of image mode (F2 goes there)");
}

void RecoverSession::act(const search_command::ToggleRecording&) {
  if (!input_.recording && path().empty()) throw Error("there is nothing to record before the first step");
  recording_wish_ = input_.recording ? RecordingWish::stop : RecordingWish::start;
}
void RecoverSession::act(const search_command::EditRecording& c) { state_.recording = c.choice; }

/// The kept moment that is nearest, of two as near the earlier.
void RecoverSession::act(const time_command::LookAt& c) {
  const RecoveryPath& all = path();
  if (all.empty()) return;
  const auto by_step = [](const RecoveryMomentPtr& moment, std::int64_t step) {
    return moment->iteration < step;
  };
  auto nearest = std::lower_bound(all.begin(), all.end(), c.iteration, by_step);
  if (nearest == all.end()) --nearest;
  if (nearest != all.begin() &&
      c.iteration - (*(nearest - 1))->iteration <= (*nearest)->iteration - c.iteration)
    --nearest;
  show_past(*nearest);
}
void RecoverSession::act(const time_command::LookBeside& c) {
  const RecoveryPath& all = path();
  if (all.empty() || c.by == 0) return;
  const std::int64_t now = state_.time.look_back.value_or(all.back()->iteration + 1);
  const auto before = static_cast<std::int64_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& moment) { return moment->iteration < now; }));
  const auto until = static_cast<std::int64_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& moment) { return moment->iteration <= now; }));
  const std::int64_t wanted = c.by < 0 ? std::max<std::int64_t>(0, before + c.by) : until + c.by - 1;
  if (wanted >= static_cast<std::int64_t>(all.size()))
    show_latest();  // behind the last one comes the present
  else
    show_past(all[static_cast<std::size_t>(wanted)]);
}
void RecoverSession::act(const time_command::LookAtStart&) {
  if (!path().empty()) show_past(path().front());
}
void RecoverSession::act(const time_command::FollowTraining&) { show_latest(); }

FileRequest RecoverSession::file_request(const std::string& kind) {
  if (!kind.empty() && kind != "picture")
    throw unknown_name("kind of file", kind, std::vector<std::string>{"picture"});
  return open_request(FileWish::picture, {});
}

void RecoverSession::take_file(const std::string& /*kind*/, const std::filesystem::path& file) {
  act(search_command::RecoverPicture{file.string()});
}

void RecoverSession::save_picture() {
  if (!input_.shown || !input_.shown->picture) throw Error("there is nothing to save before the first step");
  ModeSession::save_picture();
}

/// The next one of the window is image mode, which it came from.
void RecoverSession::leave_for(const std::string& mode) {
  const std::string next = mode.empty() ? "image" : mode;
  between_->comes_back = next == "image";
  ModeSession::leave_for(next);
}

bool RecoverSession::close_something() {
  if (state_.time.look_back)
    show_latest();
  else if (state_.time.span)
    state_.time.span.reset();
  else if (state_.fullscreen)
    return false;
  else
    leave_for("image");
  return true;
}

std::string RecoverSession::stem() const {
  const std::string model = std::filesystem::path(input_.model).stem().string();
  const std::string picture = as_anchor_name(input_.picture);
  return (model.empty() ? "ganscope" : model) + "-" + (input_.picture.empty() ? "picture" : picture);
}

std::string RecoverSession::command_line() {
  if (!asked_) require_search();
  RecoverRunOptions options;
  options.model = {asked_->model.model, asked_->model.card, asked_->model.tensor_prefix};
  options.device = asked_->model.device;
  options.trust = asked_->model.trust;
  options.label = asked_->model.label;
  options.config = input_.config;
  const std::optional<std::string> seed = asked_->picture.empty() ? seed_of(asked_->name) : std::nullopt;
  if (seed) {
    options.seeds = *seed;
  } else if (!asked_->picture.empty()) {
    options.images = {asked_->picture.string()};
  } else {
    if (!input_.frame || !input_.frame->target) throw Error("the picture isn't there yet");
    const PicturePtr& target = input_.frame->target;
    if (written_.picture != target || !is_there(written_.path)) {
      const std::filesystem::path path =
          unused_path(std::filesystem::current_path() / (stem() + "-target.png"));
      write_png(path, image_of(*target), {{"Software", "ganscope " + std::string(version())}});
      written_ = {path.string(), target};
    }
    options.images = {written_.path};
  }
  return recover_command(options);
}

nlohmann::ordered_json RecoverSession::state_json() const {
  const RecoveryFrame none;
  const RecoveryFrame& f = input_.frame ? *input_.frame : none;
  const RecoveryMoment start;
  const RecoveryMoment& m = input_.shown ? *input_.shown : start;
  const auto number = [](const std::optional<double>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
  };
  nlohmann::ordered_json span = nullptr;
  if (state_.time.span) span = {state_.time.span->first, state_.time.span->second};
  nlohmann::ordered_json again = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < m.resampled.size(); ++i)
    if (m.resampled[i]) again.push_back(i);
  nlohmann::ordered_json out{{"mode", "recover"},
                             {"model", input_.model},
                             {"picture", input_.picture},
                             {"known", f.known},
                             {"fitted", f.fitted},
                             {"run", run_},
                             {"starting", f.starting || (asked_ && !input_.frame)},
                             {"running", input_.running},
                             {"finished", f.finished},
                             {"search_error", f.error},
                             {"iteration", f.now ? f.now->iteration : -1},
                             {"steps_per_second", f.steps_per_second},
                             {"shown_iteration", input_.shown ? m.iteration : -1},
                             {"looks_back", state_.time.look_back.has_value()},
                             {"moments", path().size()},
                             {"best", m.best},
                             {"errors", m.errors},
                             {"pixel_error", m.pixel_error()},
                             {"z_error", number(m.z_error)},
                             {"length", m.length},
                             {"typical_length", f.typical_length},
                             {"resampled", again},
                             {"resampled_total", m.resampled_total},
                             {"dead", m.dead},
                             {"median_singular_value", number(f.median_singular)},
                             {"span", span},
                             {"log_plots", state_.time.log_plots},
                             {"anchors_waiting", between_->found.size()},
                             {"recording", input_.recording ? input_.recording->path : ""},
                             {"recording_done", input_.recording ? input_.recording->done : 0},
                             {"notice", input_.notice.text},
                             {"error", input_.notice.error}};
  for (const Option<RecoveryConfig>& option : recovery_options())
    out[option.name] = option.get(input_.config);
  return out;
}

}  // namespace ganscope
