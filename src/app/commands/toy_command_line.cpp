#include "app/commands/toy_command_line.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "app/commands/empty_values.hpp"
#include "app/commands/option_words.hpp"
#include "app/files/assets.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

template <class Info>
std::vector<std::string> names_of(const std::vector<Info>& list) {
  std::vector<std::string> names;
  for (const Info& info : list) names.push_back(info.name);
  return names;
}

/// What the tables of exchange cannot know: what data and priors there are.
std::vector<std::string> words_of(const ToyOption& option) {
  if (option.name == "latent") return names_of(prior_list());
  if (option.name != "data") return option.value.words;
  std::vector<std::string> words = names_of(manifold_list());
  words.push_back("file:POINTS.csv");
  return words;
}

std::vector<std::string> layer_words() {
  std::vector<std::string> words{"all", "none"};
  for (const LayerInfo& layer : layer_list()) words.push_back(layer.name);
  return words;
}

}  // namespace

std::pair<int, int> parse_size(const std::string& text) {
  const std::vector<std::string> parts = split(text, 'x');
  if (parts.size() != 2) throw out_of_range("size", "'" + text + "'", "WIDTHxHEIGHT such as 1280x720");
  return {static_cast<int>(parse_integer_in(parts[0], "size's width", 16, 8192)),
          static_cast<int>(parse_integer_in(parts[1], "size's height", 16, 8192))};
}

ToyCommandLine::ToyCommandLine(CLI::App& command) : command_(command) {
  const auto add = [&command](const char* name, std::string& target, const std::string& help,
                              const char* group, const char* value = "") -> CLI::Option& {
    return *command.add_option(name, target, help)->group(group)->type_name(value);
  };
  const char* run = "The run";
  const char* offscreen = "Offscreen (--headless, or where there is no display)";
  const char* looks = "The picture";
  const std::vector<std::string> presets = names_of(toy_presets());
  offer(add("--preset", preset_, "a data manifold with a prior: " + join(presets, ", "), run, "NAME"),
        presets);
  for (const ToyOption& option : toy_options()) {
    const std::vector<std::string> words = words_of(option);
    const bool listed = option.name == "data" || option.name == "latent";
    std::string expected = listed ? join(words, ", ") : option.expected;
    if (option.name == "data") expected += " (with #1 or #2 behind a file: so many columns)";
    const std::string names = option.name == "optimiser" ? "--optimiser,--optimizer" : "--" + option.name;
    CLI::Option& added = add(names.c_str(), run_[option.name], option.help + ": " + expected, run,
                             option.value.placeholder.c_str());
    offer(added, words);
  }
  add("--threads", threads_, "threads that train; 0 chooses", run, "N");
  add("--config", config_file_, "a TOML file with any of these options; the command line wins", run,
      "FILE.toml");
  add("--size", size_, "pixels (default 1280x720)", looks, "WxH");
  offer(add("--layers", layers_, "'real,field', 'all', 'none', or changes such as '+trails,-mesh'", looks,
            "LIST"),
        layer_words());
  offer(add("--theme", theme_, "dark or light", looks, "NAME"), theme_names());
  add("--scale", scale_, "interface scale, 0.5 to 4", looks, "FACTOR");
  add("--panels", panels_, "panels around the picture: on or off", looks, "on|off");
  command.add_flag("--headless", headless_, "train without a display")->group(offscreen);
  add("--iterations", iterations_, "iterations (default 3000)", offscreen, "N");
  add("--record", record_, "FILE.mp4, .webm, .gif, or a folder for PNGs", offscreen, "FILE");
  add("--fps", fps_, "pictures a second of the recording (default 30)", offscreen, "N");
  add("--every", every_, "iterations a picture (default 10)", offscreen, "K");
  add("--quality", quality_, "of the recording, 1 to 100 (default 80)", offscreen, "Q");
  add("--snapshot-at", snapshot_at_, "iterations that leave a PNG in --out, e.g. 1000,10000", offscreen,
      "LIST");
  add("--out", out_, "folder of the snapshots (default: here)", offscreen, "DIR");
  add("--metrics", metrics_, "losses and metrics as JSON lines", offscreen, "FILE.jsonl");
  add("--metrics-every", metrics_every_, "iterations between two measurements (default 100)", offscreen, "N");
  command.add_flag("--json", json_, "a last line with the run's summary")->group(offscreen);
  command.add_flag("--paused", paused_, "the window starts paused")->group(looks);
  add("--report", report_, "a window keeps its state there as JSON, for scripts that drive it", looks,
      "FILE");
}

void ToyCommandLine::take_config_file() {
  for (const ConfigEntry& entry : read_config_file(example_path(config_file_))) take_entry(entry);
}

void ToyCommandLine::take_entry(const ConfigEntry& entry) {
  static const std::vector<std::string> sections{"toy"};
  if (!entry.section.empty() && entry.section != "toy")
    throw UsageError(entry.where + unknown_name("section", entry.section, sections).what());
  CLI::Option* option = command_.get_option_no_throw("--" + entry.name);
  const std::string name = option == nullptr ? std::string() : option->get_single_name();
  if (option == nullptr || name == "config" || name == "help") {
    std::vector<std::string> names;
    for (const CLI::Option* known : command_.get_options())
      if (known->get_single_name() != "config" && known->get_single_name() != "help")
        names.push_back(known->get_single_name());
    throw UsageError(entry.where + unknown_name("option", entry.name, names).what());
  }
  if (entry.value.empty()) throw UsageError(entry.where + out_of_range(name, "''", "a value").what());
  const auto [earlier, is_new] = file_.emplace(name, entry);
  if (!is_new)
    throw UsageError(entry.where + name + " stands already in " +
                     earlier->second.where.substr(0, earlier->second.where.rfind(':')));
  // Options of the run keep to file_, so that a general one on the command line (--rate) still wins
  // over a particular one of the file (generator-rate).
  if (run_.contains(name) || option->count() > 0) return;
  try {
    option->add_result(entry.value);
    option->run_callback();
  } catch (const CLI::Error& e) {
    throw UsageError(entry.where + name + ": " + e.what());
  }
}

ToyConfig ToyCommandLine::run_config() const {
  ToyConfig config;
  given("preset", preset_.empty() ? kDefaultPreset : preset_, [&](const std::string& name) {
    const ToyPreset& preset = toy_preset(name);
    config.data = preset.data;
    config.latent = preset.latent;
  });
  for (const ToyOption& option : toy_options())
    if (const auto entry = file_.find(option.name); entry != file_.end())
      given(option.name.c_str(), entry->second.value,
            [&](const std::string& text) { option.set(config, text); });
  for (const ToyOption& option : toy_options())
    if (const std::string& text = run_.at(option.name); !text.empty()) option.set(config, text);
  config.data = data_with_example(config.data);
  validate(config);
  static_cast<void>(make_manifold(config.data));
  static_cast<void>(make_prior(config.latent));
  return config;
}

template <class Set>
void ToyCommandLine::given(const char* name, const std::string& text, Set set) const {
  if (text.empty()) return;
  try {
    set(text);
  } catch (const UsageError& e) {
    const auto entry = file_.find(name);
    if (entry == file_.end() || entry->second.value != text) throw;
    throw UsageError(entry->second.where + e.what());
  }
}

void ToyCommandLine::set_picture(ToyRunOptions& o) const {
  given("size", size_, [&](const std::string& text) { std::tie(o.width, o.height) = parse_size(text); });
  given("theme", theme_,
        [&](const std::string& text) { o.theme = parse_enum<ThemeKind>(text, "theme", theme_names()); });
  given("scale", scale_, [&](const std::string& text) {
    o.scale = static_cast<float>(parse_number_in(text, "scale", 0.5, 4));
  });
  given("layers", layers_, [&](const std::string& text) { o.layers = parse_layers(text); });
  given("panels", panels_, [&](const std::string& text) { o.panels = parse_on_off(text, "panels"); });
}

void ToyCommandLine::set_outputs(ToyRunOptions& o) const {
  const auto whole = [this](const char* name, const std::string& given_text, std::int64_t low,
                            std::int64_t high, auto& target) {
    given(name, given_text, [&](const std::string& text) {
      target =
          static_cast<std::remove_reference_t<decltype(target)>>(parse_integer_in(text, name, low, high));
    });
  };
  constexpr std::int64_t kMostIterations = 1'000'000'000;
  whole("iterations", iterations_, 0, kMostIterations, o.iterations);
  whole("threads", threads_, 0, 256, o.threads);
  whole("fps", fps_, 1, 240, o.fps);
  whole("every", every_, 1, 1'000'000, o.every);
  whole("quality", quality_, 1, 100, o.quality);
  whole("metrics-every", metrics_every_, 1, kMostIterations, o.metrics_every);
  given("snapshot-at", snapshot_at_, [&](const std::string& text) {
    for (const std::string& at : split(text, ','))
      o.snapshot_at.push_back(parse_integer_in(at, "snapshot-at", 0, kMostIterations));
    std::sort(o.snapshot_at.begin(), o.snapshot_at.end());
    if (o.iterations < 0) o.iterations = o.snapshot_at.back();
    if (o.snapshot_at.back() > o.iterations)
      throw out_of_range("snapshot-at", std::to_string(o.snapshot_at.back()),
                         "at most --iterations, " + std::to_string(o.iterations));
  });
  o.record = record_;
  o.out = out_.empty() ? "." : out_;
  o.metrics = metrics_;
  o.report = report_;
}

ToyRunOptions ToyCommandLine::options() {
  refuse_empty_values(command_);
  if (!config_file_.empty()) take_config_file();
  ToyRunOptions o;
  o.config = run_config();
  o.headless = headless_;
  o.json = json_;
  o.paused = paused_;
  o.given.run =
      !config_file_.empty() || !preset_.empty() ||
      std::any_of(run_.begin(), run_.end(), [](const auto& entry) { return !entry.second.empty(); });
  o.given.size = !size_.empty();
  o.given.theme = !theme_.empty();
  o.given.scale = !scale_.empty();
  set_picture(o);
  set_outputs(o);
  return o;
}

}  // namespace ganscope
