#include "app/commands/toy_command_line.hpp"

#include <algorithm>

#include "app/commands/empty_values.hpp"
#include "app/commands/option_words.hpp"
#include "app/files/assets.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

template <class Info>
std::vector<std::string> names_of(const std::vector<Info>& list) {
  std::vector<std::string> names;
  for (const Info& info : list) names.push_back(info.name);
  return names;
}

/// --out names the folder of pictures: who gives it a video's name means another option.
void refuse_video(const std::filesystem::path& out) {
  static const std::vector<std::string> videos{".mp4", ".webm", ".gif"};
  if (std::find(videos.begin(), videos.end(), out.extension()) == videos.end()) return;
  throw UsageError("out is '" + out.string() +
                   "'; expected the folder of --snapshot-at's pictures; did you mean --record " +
                   shell_quoted(out.string()) + "?");
}

/// Nothing would be written there.
void refuse_folder_alone(const std::filesystem::path& out) {
  const std::string folder = shell_quoted(out.string());
  throw UsageError(
      "--out " + folder +
      " is the folder of --snapshot-at's pictures, and none are asked for; expected --snapshot-at "
      "ITERATIONS beside it, or --record " +
      shell_quoted((out / "").string()) + " for a picture every --every iterations");
}

}  // namespace

ToyCommandLine::ToyCommandLine(CLI::App& command) : command_(command), reader_(command, "toy") {
  reader_.add(toy_preset_options());
  reader_.add(toy_options());
  command
      .add_option("--config", config_file_, "a TOML file with any of these options; the command line wins")
      ->group("The run")
      ->type_name("FILE.toml");
  reader_.add(toy_run_options());
  offer_names();
}

/// What the tables of exchange cannot know: what data and priors there are.
void ToyCommandLine::offer_names() {
  std::vector<std::string> data = names_of(manifold_list());
  data.push_back("file:POINTS.csv");
  const std::vector<std::string> priors = names_of(prior_list());
  const ToyConfig defaults;
  CLI::Option& data_option = reader_.parsed("data");
  offer(data_option, data);
  data_option.description("data manifold (" + join(data, ", ") +
                          ", with #1 or #2 behind a file: so many columns; default " + defaults.data + ")");
  CLI::Option& latent_option = reader_.parsed("latent");
  offer(latent_option, priors);
  latent_option.description("latent prior (" + join(priors, ", ") + "; default " + defaults.latent + ")");
}

void ToyCommandLine::take_config_file() {
  static const std::vector<std::string> sections{"toy"};
  for (const ConfigEntry& entry : read_config_file(example_path(config_file_))) {
    if (!entry.section.empty() && entry.section != "toy")
      throw UsageError(entry.where + unknown_name("section", entry.section, sections).what());
    reader_.take(entry);
  }
}

ToyConfig ToyCommandLine::run_config() const {
  ToyConfig config;
  toy_preset_options().front().set(config, kDefaultPreset);
  reader_.read(toy_preset_options(), config);
  reader_.read(toy_options(), config);
  config.data = data_with_example(config.data);
  validate(config);
  static_cast<void>(make_manifold(config.data));
  static_cast<void>(make_prior(config.latent));
  return config;
}

ToyRunOptions ToyCommandLine::options() {
  refuse_empty_values(command_);
  if (!config_file_.empty()) take_config_file();
  ToyRunOptions o;
  o.config = run_config();
  reader_.read(toy_run_options(), o);
  refuse_video(o.out);
  if (reader_.given("out") && o.snapshot_at.empty()) refuse_folder_alone(o.out);
  for (const auto& [name, value] : reader_.texts(toy_run_options()))
    if (name == "fps" || name == "every" || name == "quality") o.given.video = "--" + name + " " + value;
  if (o.out.empty()) o.out = ".";
  if (!o.snapshot_at.empty()) {
    if (o.iterations < 0) o.iterations = o.snapshot_at.back();
    if (o.snapshot_at.back() > o.iterations)
      throw out_of_range("snapshot-at", std::to_string(o.snapshot_at.back()),
                         "at most --iterations, " + std::to_string(o.iterations));
  }
  const auto any = [this](const auto& table) {
    return std::any_of(table.begin(), table.end(),
                       [this](const auto& option) { return reader_.given(option.name); });
  };
  o.given.run = !config_file_.empty() || any(toy_preset_options()) || any(toy_options());
  o.given.size = reader_.given("size");
  o.given.theme = reader_.given("theme");
  o.given.scale = reader_.given("scale");
  return o;
}

}  // namespace ganscope
