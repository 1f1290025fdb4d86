#include "exchange/image_options.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

using enum ImageCommand;

/// Adds options one kind of member at a time.
class OptionList {
 public:
  void text(std::string name, std::string help, std::string expected, std::vector<ImageCommand> commands,
            std::string ImageConfig::*member, OptionValue value = {}) {
    add(
        std::move(name), std::move(help), std::move(expected), std::move(commands),
        [member](const ImageConfig& c) { return c.*member; },
        [member](ImageConfig& c, const std::string& t) { c.*member = t; });
    options_.back().value = std::move(value);
  }
  template <class Whole>
  void whole(const std::string& name, std::string help, std::vector<ImageCommand> commands, std::int64_t low,
             std::int64_t high, Whole ImageConfig::*member) {
    add(
        name, std::move(help), std::to_string(low) + " to " + std::to_string(high), std::move(commands),
        [member](const ImageConfig& c) { return std::to_string(c.*member); },
        [=](ImageConfig& c, const std::string& t) {
          c.*member = static_cast<Whole>(parse_integer_in(t, name, low, high));
        });
  }
  void real(const std::string& name, std::string help, std::vector<ImageCommand> commands, double low,
            double high, double ImageConfig::*member) {
    add(
        name, std::move(help), exact_number(low) + " to " + exact_number(high), std::move(commands),
        [member](const ImageConfig& c) { return exact_number(c.*member); },
        [=](ImageConfig& c, const std::string& t) { c.*member = parse_number_in(t, name, low, high); });
  }
  template <class Enum>
  void choice(const std::string& name, std::string help, std::vector<ImageCommand> commands,
              const std::vector<std::string>& names, Enum ImageConfig::*member) {
    add(
        name, std::move(help), join(names, ", "), std::move(commands),
        [member, &names](const ImageConfig& c) { return names[static_cast<std::size_t>(c.*member)]; },
        [=, &names](ImageConfig& c, const std::string& t) { c.*member = parse_enum<Enum>(t, name, names); });
    options_.back().value.words = names;
  }
  template <class Enum>
  void choice(const std::string& name, std::string help, std::vector<ImageCommand> commands,
              const std::vector<std::string>& names, std::optional<Enum> ImageConfig::*member) {
    add(
        name, std::move(help), join(names, ", "), std::move(commands),
        [member, &names](const ImageConfig& c) {
          return c.*member ? names[static_cast<std::size_t>(*(c.*member))] : std::string();
        },
        [=, &names](ImageConfig& c, const std::string& t) { c.*member = parse_enum<Enum>(t, name, names); });
    options_.back().value.words = names;
  }
  void seed(const std::string& name, std::string help, std::vector<ImageCommand> commands,
            std::optional<std::uint64_t> ImageConfig::*member) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    add(
        name, std::move(help), "0 to " + std::to_string(kMost), std::move(commands),
        [member](const ImageConfig& c) { return c.*member ? std::to_string(*(c.*member)) : std::string(); },
        [=](ImageConfig& c, const std::string& t) {
          c.*member = static_cast<std::uint64_t>(parse_integer_in(t, name, 0, kMost));
        });
  }
  void flag(const std::string& name, std::string help, std::vector<ImageCommand> commands,
            bool ImageConfig::*member) {
    static const std::vector<std::string> names{"off", "on"};
    add(
        name, std::move(help), "on, off", std::move(commands),
        [member](const ImageConfig& c) { return c.*member ? "on" : "off"; },
        [=](ImageConfig& c, const std::string& t) { c.*member = parse_enum<int>(t, name, names) == 1; });
    options_.back().flag = true;
  }
  std::vector<ImageOption> take() { return std::move(options_); }

 private:
  template <class Get, class Set>
  void add(std::string name, std::string help, std::string expected, std::vector<ImageCommand> commands,
           Get get, Set set) {
    options_.push_back(
        {std::move(name), std::move(help), std::move(expected), std::move(commands), false, get, set, {}});
  }
  std::vector<ImageOption> options_;
};

std::vector<ImageOption> make_options() {
  const std::vector<ImageCommand> all{image, tour, grid, sample};
  const std::vector<ImageCommand> moving{image, tour};
  const std::vector<ImageCommand> placed{image, tour, grid};
  OptionList list;
  list.text("card", "model card, instead of the one beside or in the file", "a JSON file", all,
            &ImageConfig::card, {.placeholder = "FILE.json"});
  list.text("tensor-prefix", "which state dict of a checkpoint that holds several", "e.g. generator.", all,
            &ImageConfig::tensor_prefix);
  list.text("device", "where the model runs", "auto, cpu, cuda", all, &ImageConfig::device,
            {.words = {"auto", "cpu", "cuda"}});
  list.flag("trust", "run a TorchScript file, which is a program", all, &ImageConfig::trust);
  list.text("anchors", "latents to pass, to span or to draw: expressions, or a .json, .npy or .npz",
            "e.g. seed:1,seed:2,a.json#smile,mean(seed:3,seed:4), or latents.npy", all,
            &ImageConfig::anchors);
  list.whole("seed", "first seed where no anchors are given, and of random directions", all, 0,
             std::numeric_limits<std::int64_t>::max(), &ImageConfig::seed);
  list.whole("class", "class to draw, of a conditional generator (default 0)", all, 0, 1'000'000,
             &ImageConfig::label);
  list.flag("typical", "bring anchors to the prior's typical radius", all, &ImageConfig::typical);
  list.choice("path", "how a tour goes (default: circle through two anchors, arcs through more)", moving,
              path_kind_names(), &ImageConfig::path);
  list.real("seconds", "length of one lap", moving, 0.1, 3600, &ImageConfig::seconds);
  list.choice("layout", "what the video shows; a window shows the grid large", moving, tour_layout_names(),
              &ImageConfig::layout);
  list.real("reach", "strip: laps between neighbours", moving, 0.0001, 0.5, &ImageConfig::reach);
  list.real("at", "where to begin on the path, in laps; on a walk in latents", moving, -1e9, 1e9,
            &ImageConfig::at);
  list.seed("explore", "a walk through random latents of this seed, two seconds each, instead of the path",
            moving, &ImageConfig::explore);
  list.text("latent",
            "where the walk starts (default: at the first anchor); without one, what a window shows first",
            "one latent, as in --anchors", moving, &ImageConfig::latent);
  list.choice("kind", "how the grid follows from its anchors (default: plane, of one anchor local)", placed,
              grid_kind_names(), &ImageConfig::grid);
  list.whole("rows", "of the grid", placed, 1, kMostGridSide, &ImageConfig::rows);
  list.whole("cols", "of the grid", placed, 1, kMostGridSide, &ImageConfig::columns);
  list.real(
      "spread",
      "local grid: reach of its edges in radians, or in steps of a uniform prior; coordinates: length of e_i",
      placed, 0, 100, &ImageConfig::spread);
  list.whole("first", "coordinates: i of the first e_i", placed, 1, 1'000'000, &ImageConfig::first);
  list.real("moved",
            "how far the grid has moved, in laps of a circle orthogonal to it; of a uniform prior, of a "
            "shift between the bounds",
            placed, 0, 1, &ImageConfig::moved);
  list.choice("magnify", "how images are enlarged", all, magnification_names(), &ImageConfig::magnification);
  list.choice("colours", "colours of grey images", all, grey_map_names(), &ImageConfig::colours);
  return list.take();
}

}  // namespace

const std::string& name_of(ImageCommand command) {
  static const std::vector<std::string> names{"image", "tour", "grid", "sample"};
  return names[static_cast<std::size_t>(command)];
}

bool ImageOption::belongs_to(ImageCommand command) const {
  return std::find(commands.begin(), commands.end(), command) != commands.end();
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
  static const std::vector<ImageOption> options = make_options();
  return options;
}

std::vector<std::string> to_arguments(ImageCommand command, const ImageConfig& config) {
  const ImageConfig defaults;
  std::vector<std::string> words{name_of(command)};
  if (!config.model.empty()) words.push_back(config.model);
  for (const ImageOption& option : image_options()) {
    const std::string value = option.get(config);
    if (!option.belongs_to(command) || value == option.get(defaults)) continue;
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
