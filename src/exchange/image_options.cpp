#include "exchange/image_options.hpp"

#include "core/text.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

const std::vector<std::string> kMoving{"image", "tour"};
const std::vector<std::string> kPlaced{"image", "tour", "grid"};

void add_model_options(OptionList<ImageConfig>& list) {
  using enum OptionEffect;
  add_shared(list, "card", &ImageConfig::card);
  add_shared(list, "tensor-prefix", &ImageConfig::tensor_prefix);
  add_shared(list, "device", &ImageConfig::device, {.help = "where the model runs", .effect = starts_anew});
  list.flag({.name = "trust", .help = "run a TorchScript file, which is a program", .effect = starts_anew},
            &ImageConfig::trust);
}

void add_latent_options(OptionList<ImageConfig>& list) {
  using enum OptionEffect;
  list.text({.name = "anchors",
             .help = "latents to pass, to span or to draw: expressions such as "
                     "seed:1,a.json#smile,mean(seed:3,seed:4), or a .json, .npy or .npz",
             .expected = "e.g. seed:1,seed:2,a.json#smile,mean(seed:3,seed:4), or latents.npy",
             .placeholder = "LATENTS",
             .fallback = "seeds from --seed on",
             .effect = live,
             .tells_range = false},
            &ImageConfig::anchors);
  add_shared(list, "seed", &ImageConfig::seed,
             {.help = "first seed where no anchors are given, and of random directions", .effect = live});
  list.text(
      {.name = "class-priors",
       .help =
           "where the model's classes lie, as classes and adapt write it: for class:7 and class:7+0.5s in "
           "expressions, and latents of one class after the other where no anchors are given",
       .expected = "a JSON file",
       .placeholder = "FILE.json",
       .effect = starts_anew,
       .tells_range = false},
      &ImageConfig::class_priors);
  list.whole({.name = "class", .help = "class to draw, of a conditional generator", .effect = live}, 0,
             1'000'000, &ImageConfig::label);
  list.flag({.name = "typical", .help = "bring anchors to the prior's typical radius", .effect = live},
            &ImageConfig::typical);
}

void add_path_options(OptionList<ImageConfig>& list) {
  using enum OptionEffect;
  list.choice({.name = "path",
               .help = "how a tour goes",
               .fallback = "circle through two anchors, arcs through more",
               .effect = live,
               .commands = kMoving},
              path_kind_names(), &ImageConfig::path);
  add_shared(list, "seconds", &ImageConfig::seconds, {.help = "length of one lap", .commands = kMoving});
  list.choice({.name = "layout",
               .help = "what the video shows; a window shows the grid large",
               .effect = live,
               .commands = kMoving},
              tour_layout_names(), &ImageConfig::layout);
  list.number({.name = "reach",
               .help = "strip: how far apart neighbours are",
               .unit = "laps",
               .placeholder = "LAPS",
               .effect = live,
               .commands = kMoving},
              0.0001, 0.5, &ImageConfig::reach);
  list.number({.name = "at",
               .help = "where to begin on the path; on a walk in latents",
               .unit = "laps",
               .placeholder = "LAPS",
               .effect = live,
               .commands = kMoving},
              -1e9, 1e9, &ImageConfig::at);
  list.seed({.name = "explore",
             .help = "a walk through random latents of this seed, two seconds each, instead of the path",
             .fallback = "off",
             .effect = live,
             .commands = kMoving},
            &ImageConfig::explore);
  list.text({.name = "latent",
             .help = "where the walk starts; without one, what a window shows first",
             .expected = "one latent, as in --anchors",
             .placeholder = "LATENT",
             .fallback = "the first anchor",
             .effect = live,
             .commands = kMoving},
            &ImageConfig::latent);
}

void add_grid_options(OptionList<ImageConfig>& list) {
  using enum OptionEffect;
  list.choice({.name = "kind",
               .help = "how the grid follows from its anchors",
               .fallback = "plane, of one anchor local",
               .effect = live,
               .commands = kPlaced},
              grid_kind_names(), &ImageConfig::grid);
  list.whole(
      {.name = "rows", .help = "rows of the grid", .unit = "rows", .effect = live, .commands = kPlaced}, 1,
      kMostGridSide, &ImageConfig::rows);
  list.whole(
      {.name = "cols", .help = "columns of the grid", .unit = "columns", .effect = live, .commands = kPlaced},
      1, kMostGridSide, &ImageConfig::columns);
  list.number({.name = "spread",
               .help = "local grid: reach of its edges, in radians, or in steps of a uniform prior; "
                       "coordinates: length of e_i",
               .placeholder = "DISTANCE",
               .effect = live,
               .commands = kPlaced},
              0, 100, &ImageConfig::spread);
  list.whole({.name = "first",
              .help = "coordinates: i of the first e_i",
              .placeholder = "INDEX",
              .effect = live,
              .commands = kPlaced},
             1, 1'000'000, &ImageConfig::first);
  list.number({.name = "moved",
               .help = "how far the grid has moved on a circle orthogonal to it; of a uniform prior, on a "
                       "shift between the bounds",
               .unit = "laps",
               .placeholder = "LAPS",
               .effect = live,
               .commands = kPlaced},
              0, 1, &ImageConfig::moved);
}

std::vector<ImageOption> make_image_options() {
  using enum OptionEffect;
  OptionList<ImageConfig> list;
  list.group("The model");
  add_model_options(list);
  list.group("Latents");
  add_latent_options(list);
  list.group("The path");
  add_path_options(list);
  list.group("The grid");
  add_grid_options(list);
  list.group("The picture");
  list.choice({.name = "magnify", .help = "how images are enlarged", .effect = live}, magnification_names(),
              &ImageConfig::magnification);
  list.choice({.name = "colours", .help = "colours of grey images", .effect = live, .also = {"colors"}},
              grey_map_names(), &ImageConfig::colours);
  return list.take();
}

}  // namespace

const std::string& name_of(ImageCommand command) {
  static const std::vector<std::string> names{"image", "tour", "grid", "sample"};
  return names[static_cast<std::size_t>(command)];
}

const std::vector<std::string>& magnification_names() {
  static const std::vector<std::string> names{"nearest", "bilinear", "bicubic"};
  return names;
}
const std::vector<std::string>& grey_map_names() {
  static const std::vector<std::string> names{"grey", "inverted", "ember", "lagoon"};
  return names;
}
const std::vector<std::string>& tour_layout_names() {
  static const std::vector<std::string> names{"tour", "strip", "grid"};
  return names;
}

const std::vector<ImageOption>& image_options() {
  static const std::vector<ImageOption> options = make_image_options();
  return options;
}

std::vector<std::string> to_arguments(ImageCommand command, const ImageConfig& config) {
  const ImageConfig defaults;
  std::vector<std::string> words{name_of(command)};
  if (!config.model.empty()) words.push_back(config.model);
  for (const ImageOption& option : image_options()) {
    const std::string value = option.get(config);
    if (!option.belongs_to(name_of(command)) || value == option.get(defaults)) continue;
    words.push_back("--" + option.name);
    if (!option.flag) words.push_back(value);
  }
  return words;
}

std::string to_command(ImageCommand command, const ImageConfig& config) {
  std::string text = "ganscope";
  for (const std::string& word : to_arguments(command, config)) text += " " + shell_quoted(word);
  return text;
}

}  // namespace ganscope
