#include "exchange/shared_options.hpp"

#include <stdexcept>

#include "core/error.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

constexpr double kMostIterations = 1e9;

std::vector<SharedOption> make_shared_options() {
  using enum OptionEffect;
  return {
      {{.name = "threads",
        .help = "threads that compute",
        .unit = "threads",
        .fallback = "0, which chooses",
        .repeated = false},
       0,
       256},
      {{.name = "size",
        .help = "size of the picture",
        .unit = "pixels",
        .placeholder = "WIDTHxHEIGHT",
        .effect = live}},
      {{.name = "scale", .help = "how large text and controls are", .effect = live}, 0.5, 4},
      {{.name = "theme",
        .help = "colours for a screen or for a projector and print",
        .words = theme_names(),
        .effect = live}},
      {{.name = "fps", .help = "pictures a second of the recording", .unit = "pictures/s", .effect = live},
       1,
       240},
      {{.name = "quality", .help = "quality of the recording", .unit = "of 100", .effect = live}, 1, 100},
      {{.name = "seconds",
        .help = "how long it takes",
        .unit = "seconds",
        .placeholder = "SECONDS",
        .effect = live},
       0.1,
       3600},
      {{.name = "iterations", .help = "where the training ends", .unit = "iterations"}, 0, kMostIterations},
      {{.name = "epochs", .help = "times every image is seen", .unit = "epochs", .placeholder = "EPOCHS"},
       0,
       1e6},
      {{.name = "count", .help = "generated images", .unit = "images", .also = {"samples"}}, 1, 1e6},
      {{.name = "seed", .help = "seed of every random number"}},
      {{.name = "device",
        .help = "where it is computed",
        .expected = "auto, cpu, cuda",
        .placeholder = "NAME",
        .words = {"auto", "cpu", "cuda"}}},
      {{.name = "out", .help = "where it is written", .repeated = false}},
      {{.name = "json", .help = "a last line with the summary, as JSON", .repeated = false}},
      {{.name = "paused", .help = "the window starts paused"}},
      {{.name = "report",
        .help = "the window keeps its state there as JSON, for scripts that drive it",
        .repeated = false}},
      {{.name = "card",
        .help = "model card, instead of the one beside or in the file",
        .expected = "a JSON file",
        .placeholder = "FILE.json",
        .effect = starts_anew,
        .tells_range = false}},
      {{.name = "tensor-prefix",
        .help = "which state dict, where the file holds several: how its tensors' names begin; MODEL#PREFIX "
                "is the same",
        .expected = "e.g. generator.",
        .effect = starts_anew,
        .tells_range = false}},
      {{.name = "data-dir",
        .help = "folder with mnist/, fashion-mnist/, emnist/, ..., or torchvision's MNIST/raw, ...",
        .placeholder = "DIR",
        .fallback = "~/.local/share/ganscope/data"}},
      {{.name = "cache-dir",
        .help = "folder for decoded photographs",
        .placeholder = "DIR",
        .fallback = "~/.cache/ganscope"}},
      {{.name = "background",
        .help = "photographs: the colour behind transparent pixels",
        .expected = "black, white or #rrggbb",
        .placeholder = "COLOUR"}},
      {{.name = "label",
        .help = "yelp: photos with this label in photos.json",
        .expected = "food, drink, inside, outside, menu, or all",
        .placeholder = "NAME",
        .words = {"food", "drink", "inside", "outside", "menu", "all"}}},
      {{.name = "name", .help = "the model's name, on its card"}},
      {{.name = "licence", .help = "licence of the weights, on the model's card"}},
      {{.name = "clip",
        .help = "wgan-clip: bound of the critic's weights and biases, not of its normalisations"},
       1e-6,
       100},
      {{.name = "penalty", .help = "wgan-gp: weight of the gradient penalty"}, 0, 10000},
      {{.name = "optimiser",
        .help = "how weights are moved",
        .words = optimiser_names(),
        .also = {"optimizer"}}},
      {{.name = "momentum", .help = "momentum of SGD, beta1 of Adam"}, 0, 0.9999},
  };
}

}  // namespace

const SharedOption& shared_option(const std::string& name) {
  static const std::vector<SharedOption> options = make_shared_options();
  for (const SharedOption& option : options)
    if (option.text.name == name) return option;
  throw std::out_of_range("no shared option " + name);
}

OptionText told(const SharedOption& option, const OptionUse& use) {
  OptionText text = option.text;
  if (!use.help.empty()) text.help = use.help;
  if (!use.fallback.empty()) text.fallback = use.fallback;
  if (!use.placeholder.empty()) text.placeholder = use.placeholder;
  if (use.effect) text.effect = *use.effect;
  text.name = use.prefix + text.name;
  if (!use.prefix.empty()) text.also.clear();
  text.commands = use.commands;
  return text;
}

std::pair<int, int> parse_size(const std::string& text) {
  const std::vector<std::string> parts = split(text, 'x');
  if (parts.size() != 2) throw out_of_range("size", "'" + text + "'", "WIDTHxHEIGHT such as 1280x720");
  return {static_cast<int>(parse_integer_in(parts[0], "size's width", 16, 8192)),
          static_cast<int>(parse_integer_in(parts[1], "size's height", 16, 8192))};
}

std::string size_text(int width, int height) { return std::to_string(width) + "x" + std::to_string(height); }

const std::vector<std::string>& theme_names() {
  static const std::vector<std::string> names{"dark", "light"};
  return names;
}

}  // namespace ganscope
