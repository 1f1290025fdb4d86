#include <algorithm>

#include "app/toy/toy_run.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostIterations = 1'000'000'000;

std::string list_text(const std::vector<std::int64_t>& numbers) {
  std::vector<std::string> parts;
  for (const std::int64_t number : numbers) parts.push_back(std::to_string(number));
  return join(parts, ",");
}

void add_run(OptionList<ToyRunOptions>& list) {
  list.group("The run");
  add_shared(list, "threads", &ToyRunOptions::threads);
  list.group("The picture");
  add_size(list, &ToyRunOptions::width, &ToyRunOptions::height);
  std::vector<std::string> layers{"all", "none"};
  for (const LayerInfo& layer : layer_list()) layers.push_back(layer.name);
  list.add(
      {.name = "layers",
       .help = "what is drawn: 'real,field', 'all', 'none', or changes such as '+trails,-mesh'",
       .placeholder = "LIST",
       .words = layers,
       .fallback = "those that the window starts with",
       .effect = OptionEffect::live},
      [](const ToyRunOptions& o) { return layers_text(o.layers); },
      [](ToyRunOptions& o, const std::string& text) { o.layers = parse_layers(text); });
  add_shared(list, "theme", &ToyRunOptions::theme);
  add_shared(list, "scale", &ToyRunOptions::scale);
  list.on_off({.name = "panels",
               .help = "panels around the picture of an offscreen run; a window starts with them",
               .effect = OptionEffect::live},
              &ToyRunOptions::panels);
  add_shared(list, "paused", &ToyRunOptions::paused);
  add_shared(list, "report", &ToyRunOptions::report);
}

void add_recording(OptionList<ToyRunOptions>& list) {
  list.path({.name = "record", .help = "a video: FILE.mp4, .webm, .gif, or a folder for PNGs"},
            &ToyRunOptions::record);
  add_shared(list, "fps", &ToyRunOptions::fps);
  list.whole({.name = "every", .help = "iterations from one picture to the next", .unit = "iterations"}, 1,
             1'000'000, &ToyRunOptions::every);
  add_shared(list, "quality", &ToyRunOptions::quality);
  list.add(
      {.name = "snapshot-at",
       .help = "iterations that leave a PNG in --out, e.g. 1000,10000",
       .placeholder = "N,N,..."},
      [](const ToyRunOptions& o) { return list_text(o.snapshot_at); },
      [](ToyRunOptions& o, const std::string& text) {
        o.snapshot_at.clear();
        for (const std::string& at : split(text, ','))
          o.snapshot_at.push_back(parse_integer_in(at, "snapshot-at", 0, kMostIterations));
        std::sort(o.snapshot_at.begin(), o.snapshot_at.end());
      });
}

std::vector<Option<ToyRunOptions>> make_run_options() {
  OptionList<ToyRunOptions> list;
  add_run(list);
  list.group("Offscreen (--headless, or where there is no display)");
  list.flag({.name = "headless", .help = "train without a display"}, &ToyRunOptions::headless);
  add_shared(list, "iterations", &ToyRunOptions::iterations,
             {.fallback = std::to_string(kDefaultIterations) + " iterations; a window goes on"});
  add_recording(list);
  add_shared(list, "out", &ToyRunOptions::out,
             {.help = "folder of the pictures of --snapshot-at, which it needs",
              .fallback = "the current one",
              .placeholder = "DIR"});
  list.path({.name = "metrics", .help = "losses and metrics as JSON lines", .placeholder = "FILE.jsonl"},
            &ToyRunOptions::metrics);
  list.whole({.name = "metrics-every", .help = "iterations between two measurements", .unit = "iterations"},
             1, kMostIterations, &ToyRunOptions::metrics_every);
  add_shared(list, "json", &ToyRunOptions::json);
  return list.take();
}

std::vector<Option<ToyConfig>> make_preset_options() {
  std::vector<std::string> names;
  for (const ToyPreset& preset : toy_presets()) names.push_back(preset.name);
  OptionList<ToyConfig> list;
  list.group("The run");
  list.add(
      {.name = "preset",
       .help = "a data manifold with a prior",
       .expected = join(names, ", "),
       .placeholder = "NAME",
       .words = names,
       .effect = OptionEffect::starts_anew},
      [](const ToyConfig& config) {
        const ToyPreset* preset = matching_preset(config);
        return preset == nullptr ? std::string() : preset->name;
      },
      [](ToyConfig& config, const std::string& name) {
        const ToyPreset& preset = toy_preset(name);
        config.data = preset.data;
        config.latent = preset.latent;
      });
  return list.take();
}

}  // namespace

const std::vector<Option<ToyRunOptions>>& toy_run_options() {
  static const std::vector<Option<ToyRunOptions>> options = make_run_options();
  return options;
}

const std::vector<Option<ToyConfig>>& toy_preset_options() {
  static const std::vector<Option<ToyConfig>> options = make_preset_options();
  return options;
}

}  // namespace ganscope
