#include "app/toy_command_line.hpp"

#include <algorithm>
#include <fstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

std::int64_t whole(const std::string& text, const std::string& what, std::int64_t low, std::int64_t high) {
  const std::int64_t value = parse_integer(text, what);
  if (value < low || value > high)
    throw out_of_range(what, text, std::to_string(low) + " to " + std::to_string(high));
  return value;
}

template <class Info>
std::string names_of(const std::vector<Info>& list) {
  std::vector<std::string> names;
  for (const Info& info : list) names.push_back(info.name);
  return join(names, ", ");
}

bool on_off(const std::string& text, const std::string& what) {
  static const std::vector<std::string> names{"on", "off"};
  if (text != "on" && text != "off") throw unknown_name(what, text, names);
  return text == "on";
}

}  // namespace

std::pair<int, int> parse_size(const std::string& text) {
  const std::vector<std::string> parts = split(text, 'x');
  if (parts.size() != 2) throw out_of_range("size", "'" + text + "'", "WIDTHxHEIGHT such as 1280x720");
  return {static_cast<int>(whole(parts[0], "size's width", 16, 8192)),
          static_cast<int>(whole(parts[1], "size's height", 16, 8192))};
}

ToyCommandLine::ToyCommandLine(CLI::App& command) : command_(command) {
  const auto add = [&command](const char* name, std::string& target, const std::string& help, const char* group,
                              const char* value = "") {
    command.add_option(name, target, help)->group(group)->type_name(value);
  };
  const char* run = "The run";
  const char* offscreen = "Offscreen (--headless, or where there is no display)";
  const char* looks = "The picture";
  std::vector<std::string> presets;
  for (const ToyPreset& preset : toy_presets()) presets.push_back(preset.name);
  add("--preset", preset_, "a data manifold with a prior: " + join(presets, ", "), run, "NAME");
  for (const ToyOption& option : toy_options()) {
    std::string expected = option.expected;
    if (option.name == "data") expected = names_of(manifold_list()) + ", file:POINTS.csv";
    if (option.name == "latent") expected = names_of(prior_list());
    const std::string names = option.name == "optimiser" ? "--optimiser,--optimizer" : "--" + option.name;
    add(names.c_str(), run_[option.name], option.help + ": " + expected, run, "VALUE");
  }
  add("--threads", threads_, "threads that train; 0 chooses", run, "N");
  add("--config", config_file_, "a TOML file with any of these options; the command line wins", run, "FILE");
  add("--size", size_, "pixels (default 1280x720)", looks, "WxH");
  add("--layers", layers_, "'real,field', 'all', 'none', or changes such as '+trails,-mesh'", looks, "LIST");
  add("--theme", theme_, "dark or light", looks, "NAME");
  add("--scale", scale_, "interface scale, 0.5 to 4", looks, "FACTOR");
  add("--panels", panels_, "panels around the picture: on or off", looks, "on|off");
  command.add_flag("--headless", headless_, "train without a display")->group(offscreen);
  add("--iterations", iterations_, "iterations (default 3000)", offscreen, "N");
  add("--record", record_, "FILE.mp4, .webm, .gif, or a folder for PNGs", offscreen, "FILE");
  add("--fps", fps_, "pictures a second of the recording (default 30)", offscreen, "N");
  add("--every", every_, "iterations a picture (default 10)", offscreen, "K");
  add("--quality", quality_, "of the recording, 1 to 100 (default 80)", offscreen, "Q");
  add("--snapshot-at", snapshot_at_, "iterations that leave a PNG in --out, e.g. 1000,10000", offscreen, "LIST");
  add("--out", out_, "folder of the snapshots (default: here)", offscreen, "DIR");
  add("--metrics", metrics_, "losses and metrics as JSON lines", offscreen, "FILE.jsonl");
  add("--metrics-every", metrics_every_, "iterations between two measurements (default 100)", offscreen, "N");
  command.add_flag("--json", json_, "a last line with the run's summary")->group(offscreen);
  command.add_flag("--paused", paused_, "the window starts paused")->group(looks);
}

void ToyCommandLine::read_config_file() {
  std::ifstream file(config_file_);
  if (!file) throw Error("cannot read the configuration " + config_file_);
  std::vector<CLI::ConfigItem> items;
  try {
    items = CLI::ConfigTOML().from_config(file);
  } catch (const CLI::Error& e) {
    throw Error("configuration " + config_file_ + ": " + e.what());
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : command_.get_options()) names.push_back(option->get_single_name());
  for (const CLI::ConfigItem& item : items) {
    const bool ours = item.parents.empty() || item.parents == std::vector<std::string>{"toy"};
    if (!ours || item.name == "++" || item.name == "--") continue;  // section marks, other commands
    CLI::Option* option = command_.get_option_no_throw("--" + item.name);
    if (option == nullptr || item.name == "config" || item.name == "help")
      throw UsageError("configuration " + config_file_ + ": " + unknown_name("option", item.name, names).what());
    if (option->count() > 0) continue;
    try {
      option->add_result(join(item.inputs, ","));
      option->run_callback();
    } catch (const CLI::Error& e) {
      throw UsageError("configuration " + config_file_ + ": " + item.name + ": " + e.what());
    }
  }
}

ToyConfig ToyCommandLine::run_config() const {
  ToyConfig config;
  const ToyPreset& preset = toy_preset(preset_.empty() ? kDefaultPreset : preset_);
  config.data = preset.data;
  config.latent = preset.latent;
  for (const ToyOption& option : toy_options())
    if (const std::string& text = run_.at(option.name); !text.empty()) option.set(config, text);
  validate(config);
  return config;
}

ToyRunOptions ToyCommandLine::options() {
  if (!config_file_.empty()) read_config_file();
  ToyRunOptions o;
  o.config = run_config();
  o.headless = headless_;
  o.json = json_;
  o.paused = paused_;
  if (!iterations_.empty()) o.iterations = whole(iterations_, "iterations", 0, 1'000'000'000);
  if (!size_.empty()) std::tie(o.width, o.height) = parse_size(size_);
  if (!threads_.empty()) o.threads = static_cast<int>(whole(threads_, "threads", 0, 256));
  if (!theme_.empty()) {
    static const std::vector<std::string> names{"dark", "light"};
    if (theme_ != "dark" && theme_ != "light") throw unknown_name("theme", theme_, names);
    o.theme = theme_ == "dark" ? ThemeKind::dark : ThemeKind::light;
  }
  if (!scale_.empty()) {
    const double scale = parse_number(scale_, "scale");
    if (scale < 0.5 || scale > 4) throw out_of_range("scale", scale_, "0.5 to 4");
    o.scale = static_cast<float>(scale);
  }
  if (!layers_.empty()) o.layers = parse_layers(layers_);
  o.panels = panels_.empty() ? false : on_off(panels_, "panels");
  o.record = record_;
  if (!fps_.empty()) o.fps = static_cast<int>(whole(fps_, "fps", 1, 240));
  if (!every_.empty()) o.every = static_cast<int>(whole(every_, "every", 1, 1'000'000));
  if (!quality_.empty()) o.quality = static_cast<int>(whole(quality_, "quality", 1, 100));
  for (const std::string& at : split(snapshot_at_, ','))
    o.snapshot_at.push_back(whole(at, "snapshot-at", 0, 1'000'000'000));
  std::sort(o.snapshot_at.begin(), o.snapshot_at.end());
  o.out = out_.empty() ? "." : out_;
  o.metrics = metrics_;
  if (!metrics_every_.empty()) o.metrics_every = static_cast<int>(whole(metrics_every_, "metrics-every", 1, 1'000'000'000));
  if (o.iterations < 0 && !o.snapshot_at.empty()) o.iterations = o.snapshot_at.back();
  if (!o.snapshot_at.empty() && o.snapshot_at.back() > o.iterations)
    throw out_of_range("snapshot-at", std::to_string(o.snapshot_at.back()),
                       "at most --iterations, " + std::to_string(o.iterations));
  return o;
}

}  // namespace ganscope
