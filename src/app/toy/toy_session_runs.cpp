// What begins, changes and brings back runs.
#include <algorithm>
#include <filesystem>

#include "app/files/file_requests.hpp"
#include "app/files/typed_path.hpp"
#include "app/toy/frame_request.hpp"
#include "app/toy/toy_changes.hpp"
#include "app/toy/toy_session.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

constexpr const char* kWayBack = "Ctrl+Z brings the run back";

}  // namespace

void ToySession::list_points(const std::string& data) {
  const std::filesystem::path file = points_file(data);
  if (file.empty()) return;
  ganscope::remember(recent_, file.string());
  const auto listed = std::find_if(input_.manifolds.begin(), input_.manifolds.end(),
                                   [&](const CatalogueEntry& e) { return points_file(e.name) == file; });
  if (listed == input_.manifolds.end())
    input_.manifolds.push_back({data, "points of a file"});
  else
    listed->name = data;
}

void ToySession::drop(const std::filesystem::path& file) { apply(toy_command::OpenPoints{file.string()}); }

FileRequest ToySession::file_request(const std::string& kind) {
  if (!kind.empty() && kind != "points")
    throw unknown_name("kind of file", kind, std::vector<std::string>{"points"});
  return open_request(FileWish::points, recent_);
}

void ToySession::act(const toy_command::OpenPoints& c) {
  if (c.file.empty()) throw UsageError("open-points: a file is missing; expected a CSV of points");
  ToyConfig config = input_.draft;
  remember_folder("points", typed_path(c.file));
  config.data = points_data(c.file);
  restart(config);  // also when it is learned already: the file may be another by now
  tell("started anew: " + config.data + " from " + config.latent + ". " + kWayBack);
}

/// What the run in front is, as it is left.
ToySession::RunRecord ToySession::leave_run() {
  run_.draft = input_.draft;
  run_.time = state_.time;
  run_.iteration = awaited_ ? 0 : input_.iteration;
  return std::move(run_);
}

/// The panels' and the picture's part of another run.
void ToySession::take_up(RunRecord record) {
  const bool other_data = record.config.data != input_.config.data;
  run_ = std::move(record);
  awaited_ = true;
  input_.config = run_.config;
  input_.draft = run_.draft;
  const std::set<std::string> log_plots = state_.time.log_plots;  // of looking, whatever is trained
  state_.time = run_.time;
  state_.time.log_plots = log_plots;
  act(time_command::FollowTraining{});
  if (other_data) act(toy_command::Fit{});
  notices_.clear();
  request_frame();
}

void ToySession::restart(const ToyConfig& config) {
  RunRecord next{.config = config, .draft = config, .like = empty_frame(config)};
  worker_.send(command::Reset{config});
  list_points(config.data);
  aside_ = leave_run();
  take_up(std::move(next));
}

void ToySession::act(const toy_command::Undo&) {
  if (!aside_) return tell("there is no run to bring back: nothing was started anew");
  worker_.send(command::TakeBack{});
  RunRecord back = *std::exchange(aside_, std::nullopt);
  aside_ = leave_run();
  const std::int64_t iteration = back.iteration;
  take_up(std::move(back));
  tell("the run before is back, at iteration " + with_thousands(iteration) + "; Ctrl+Z goes forth again");
}

/// A new problem starts at once; a live option changes the running training; what else needs a reset
/// waits for one, so that a run isn't lost by a slip. `said`: the options that a person has just named.
void ToySession::edit(const ToyConfig& wanted, const std::string& said) {
  const ToyConfig now = run_.config;
  ToyConfig draft = wanted;
  const std::string resolved = resolve_contradictions(draft, input_.draft);
  if (!resolved.empty()) tell(resolved);
  if (effect_of(now, draft) == OptionEffect::starts_anew) {
    restart(draft);
    tell("started anew: " + draft.data + " from " + draft.latent + ", seed " + std::to_string(draft.seed) +
         ". " + kWayBack);
    return;
  }
  set_live(with_live_options(now, draft), said);
  input_.draft = draft;
}

/// What may change in the running training does, and what no command repeats is written down.
void ToySession::set_live(const ToyConfig& live, const std::string& said) {
  const StepReport step = latest_ && !awaited_ ? latest_->step : StepReport();
  // The rate that a person types is that of the next step, whatever the one of the configuration is now.
  const bool decayed_g = !awaited_ && step.generator_rate != live.generator.rate;
  const bool decayed_d = !awaited_ && step.discriminator_rate != live.discriminator.rate;
  const bool anew_g = latest_ && decayed_g && (said == "generator-rate" || said == "rate");
  const bool anew_d = latest_ && decayed_d && (said == "discriminator-rate" || said == "rate");
  if (live == run_.config && !anew_g && !anew_d) return;
  worker_.send(command::SetLive{live, anew_g, anew_d});
  const bool untouched = !worker_.running() && latest_ && !awaited_ && step.iteration == 0 &&
                         step.generator_steps == 0 && step.discriminator_steps == 0;
  if (!untouched) {  // before the first step it is part of the run's configuration
    std::vector<std::string> anew;
    if (anew_g) anew.push_back("generator-rate");
    if (anew_d) anew.push_back("discriminator-rate");
    for (LiveChange& change : live_changes(run_.config, live, step, worker_.running(), anew))
      run_.changes.push_back(std::move(change));
  }
  run_.config = input_.config = live;
}

/// A preset is a clean start; what was changed by hand waits for keep-changes.
void ToySession::start_preset(const ToyPreset& preset) {
  const ToyConfig before = input_.draft;
  ToyConfig config = with_defaults(before);
  const std::string changes = changes_text(config, before);
  config.data = preset.data;
  config.latent = preset.latent;
  restart(config);
  if (!changes.empty()) put_aside_ = before;
  tell(preset.name + ": " + preset.description + ". " +
       (changes.empty()
            ? kWayBack
            : "Your changes (" + changes + ") were put aside: Menu > Training > keep my changes, or Ctrl+Z"));
}
void ToySession::act(const toy_command::SelectPreset& c) { start_preset(toy_preset(c.name)); }
void ToySession::act(const toy_command::WalkPresets& c) {
  const std::vector<ToyPreset>& presets = toy_presets();
  const auto count = static_cast<int>(presets.size());
  const ToyPreset* now = matching_preset(input_.draft);
  const int at = now != nullptr ? static_cast<int>(now - presets.data()) : c.by > 0 ? -1 : 0;
  start_preset(presets[static_cast<std::size_t>(((at + c.by) % count + count) % count)]);
}
void ToySession::act(const toy_command::KeepChanges&) {
  if (!put_aside_) return tell("there are no changes to keep: no preset has put any aside");
  ToyConfig config = *put_aside_;
  config.data = input_.draft.data;
  config.latent = input_.draft.latent;
  config.seed = input_.draft.seed;
  restart(config);
  put_aside_.reset();
  tell("started anew with your changes (" + changes_text(with_defaults(config), config) + "). " + kWayBack);
}
void ToySession::act(const toy_command::TakeDefaults&) {
  const ToyConfig before = input_.draft;
  const ToyConfig plain = with_defaults(before);
  const std::string changes = changes_text(before, plain);
  if (changes.empty()) return tell("all options are at their defaults");
  edit(plain);
  std::string text = "back to defaults: " + changes;
  if (needs_reset(run_.config, input_.draft)) text += ". Some wait for a reset (R)";
  tell(text);
}
void ToySession::act(const toy_command::Restart&) {
  restart(input_.draft);
  tell(std::string("started anew. ") + kWayBack);
}
void ToySession::act(const toy_command::EditDraft& c) { edit(c.draft); }
void ToySession::act(const toy_command::SetOption& c) {
  ToyConfig draft = input_.draft;
  const std::string name = set_option(toy_options(), draft, c.option);
  edit(draft, name);
}

std::string ToySession::command_line() {
  std::string line = to_command(run_.config);
  const std::string layers = layers_text(state_.picture.layers);
  if (!layers.empty()) line += " --layers " + shell_quoted(layers);
  if (state_.theme == ThemeKind::light) line += " --theme light";
  const std::string changes = not_repeated(run_.changes);
  return changes.empty() ? line : line + "\n" + changes;
}

}  // namespace ganscope
