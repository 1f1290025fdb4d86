#include "exchange/image_train_options.hpp"

#include <limits>
#include <map>
#include <sstream>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

using Config = ImageTrainConfig;

/// The list while it grows.
class TrainOptionList {
 public:
  template <class Get, class Set>
  void add(std::string name, std::string help, std::string expected, Get get, Set set,
           OptionValue value = {}) {
    list_.push_back(
        {std::move(name), std::move(help), std::move(expected), false, get, set, std::move(value)});
  }
  void whole(const std::string& name, const std::string& help, int Config::*member, std::int64_t low,
             std::int64_t high) {
    add(
        name, help, std::to_string(low) + " to " + std::to_string(high),
        [member](const Config& c) { return std::to_string(c.*member); },
        [=](Config& c, const std::string& t) {
          c.*member = static_cast<int>(parse_integer_in(t, name, low, high));
        });
  }
  void number(const std::string& name, const std::string& help, double Config::*member, double low,
              double high) {
    add(
        name, help, exact_number(low) + " to " + exact_number(high),
        [member](const Config& c) { return exact_number(c.*member); },
        [=](Config& c, const std::string& t) { c.*member = parse_number_in(t, name, low, high); });
  }
  void on_off(const std::string& name, const std::string& help, bool Config::*member) {
    add(
        name, help, "on or off", [member](const Config& c) { return c.*member ? "on" : "off"; },
        [=](Config& c, const std::string& t) { c.*member = parse_on_off(t, name); },
        {.words = {"on", "off"}});
  }
  void widths(const std::string& name, const std::string& help, std::vector<int> Config::*member) {
    add(
        name, help, "such as 256-512; 1 to 32 layers of 1 to 4096",
        [member](const Config& c) { return widths_text(c.*member); },
        [=](Config& c, const std::string& t) { c.*member = parse_widths(t, name); });
  }
  template <class Enum>
  void choice(const std::string& name, const std::string& help, Enum Config::*member,
              const std::vector<std::string>& names, bool brings_defaults) {
    add(
        name, help, join(names, ", "),
        [=, &names](const Config& c) { return names[static_cast<std::size_t>(c.*member)]; },
        [=, &names](Config& c, const std::string& t) {
          c.*member = parse_enum<Enum>(t, name, names);
          if (brings_defaults) take_defaults(c);
        },
        {.words = names});
  }
  void add(ImageTrainOption option) { list_.push_back(std::move(option)); }
  std::vector<ImageTrainOption> take() { return std::move(list_); }

 private:
  std::vector<ImageTrainOption> list_;
};

/// An option that each optimiser has.
struct SideOption {
  std::string name;
  std::string help;
  std::string expected;
  std::function<std::string(const OptimiserConfig&)> get;
  std::function<void(OptimiserConfig&, const std::string& text, const std::string& what)> set;
  OptionValue value = {};
};

std::vector<SideOption> side_options() {
  const auto number = [](std::string name, std::string help, double OptimiserConfig::*member, double high) {
    return SideOption{std::move(name),
                      std::move(help),
                      "0 to " + exact_number(high),
                      [member](const OptimiserConfig& c) { return exact_number(c.*member); },
                      [member, high](OptimiserConfig& c, const std::string& t, const std::string& what) {
                        c.*member = parse_number_in(t, what, 0, high);
                      },
                      {}};
  };
  return {{"optimiser",
           "optimiser",
           join(optimiser_names(), ", "),
           [](const OptimiserConfig& c) { return name_of(c.kind); },
           [](OptimiserConfig& c, const std::string& t, const std::string& what) {
             c.kind = parse_enum<OptimiserKind>(t, what, optimiser_names());
           },
           {.words = optimiser_names()}},
          number("rate", "learning rate", &OptimiserConfig::rate, 10),
          number("momentum", "momentum of SGD, beta1 of Adam", &OptimiserConfig::momentum, 0.9999),
          number("beta2", "beta2 of Adam", &OptimiserConfig::beta2, 0.999999)};
}

void add_sides(TrainOptionList& list) {
  for (const SideOption& side : side_options())
    list.add({side.name, side.help + ", both networks", side.expected, true,
              [get = side.get](const Config& c) {
                const std::string text = get(c.generator);
                return text == get(c.discriminator) ? text : std::string();
              },
              [set = side.set, name = side.name](Config& c, const std::string& t) {
                set(c.generator, t, name);
                set(c.discriminator, t, name);
              },
              side.value});
  for (const auto& [prefix, member] :
       {std::pair("generator", &Config::generator), std::pair("discriminator", &Config::discriminator)})
    for (const SideOption& side : side_options()) {
      const std::string name = std::string(prefix) + "-" + side.name;
      list.add(
          name, side.help + ", " + prefix + " only", side.expected,
          [get = side.get, m = member](const Config& c) { return get(c.*m); },
          [set = side.set, m = member, name](Config& c, const std::string& t) { set(c.*m, t, name); },
          side.value);
    }
}

std::vector<ImageTrainOption> make_train_options() {
  TrainOptionList list;
  list.add(
      "data", "images",
      "mnist, fashion-mnist, kmnist, emnist-letters (-balanced, -digits, ...), folder:DIR, yelp:DIR",
      [](const Config& c) { return c.data; }, [](Config& c, const std::string& t) { c.data = t; });
  list.add(
      "label", "yelp: photos with this label in photos.json", "food, drink, inside, outside, menu, or all",
      [](const Config& c) { return c.label; }, [](Config& c, const std::string& t) { c.label = t; },
      {.words = {"food", "drink", "inside", "outside", "menu", "all"}});
  list.add(
      "background", "folder, yelp: the colour behind transparent pixels", "black, white, or #rrggbb",
      [](const Config& c) { return to_text(c.background); },
      [](Config& c, const std::string& t) { c.background = parse_rgb_colour(t, "background"); });
  list.choice("arch", "networks", &Config::arch, architecture_names(), true);
  list.choice("loss", "objective", &Config::loss, loss_names(), true);
  list.on_off("soft-labels", "targets in [0, 0.3] and [0.7, 1.2] instead of 0 and 1", &Config::soft_labels);
  list.whole("image-size", "arch mlp: side of the images; 0 is the data's own", &Config::image_size, 0, 1024);
  list.whole("latent-size", "numbers of a latent", &Config::latent_size, 1, 4096);
  list.whole("generator-features", "dcgan: channels before the picture (ngf)", &Config::generator_features, 1,
             1024);
  list.whole("discriminator-features", "dcgan: channels after the picture (ndf)",
             &Config::discriminator_features, 1, 1024);
  list.widths("generator-widths", "arch mlp: hidden layers", &Config::generator_widths);
  list.widths("discriminator-widths", "arch mlp: hidden layers", &Config::discriminator_widths);
  list.choice("discriminator-normalisation", "of its hidden layers", &Config::normalisation,
              critic_normalisation_names(), false);
  list.number("dropout", "share of the discriminator's hidden values put out", &Config::dropout, 0, 0.95);
  list.on_off("flip", "mirrors real images at random", &Config::flip);
  list.whole("batch", "real images and latents a step", &Config::batch, 2, 4096);
  list.add(
      "seed", "seed of every random number of the run", "0 to 9223372036854775807",
      [](const Config& c) { return std::to_string(c.seed); },
      [](Config& c, const std::string& t) {
        c.seed = static_cast<std::uint64_t>(
            parse_integer_in(t, "seed", 0, std::numeric_limits<std::int64_t>::max()));
      });
  list.whole("discriminator-updates", "discriminator steps an iteration", &Config::discriminator_updates, 1,
             100);
  add_sides(list);
  list.number("clip", "wgan-clip: bound of the critic's weights and biases, not of its normalisations",
              &Config::clip, 1e-6, 100);
  list.number("penalty", "wgan-gp: weight of the gradient penalty", &Config::penalty, 0, 10000);
  list.number("ema", "decay of the averaged generator; 0 keeps none", &Config::ema, 0, 0.99999);
  return list.take();
}

}  // namespace

const std::vector<ImageTrainOption>& image_train_options() {
  static const std::vector<ImageTrainOption> options = make_train_options();
  return options;
}

std::string to_options_text(const ImageTrainConfig& config) {
  // Rebuilt as the options are written, so that defaults which architecture and loss bring, and a
  // side option that the one for both sides has said, are not repeated.
  ImageTrainConfig said;
  std::string text;
  for (const ImageTrainOption& option : image_train_options()) {
    const std::string value = option.get(config);
    const bool always = option.name == "data" || option.name == "arch";
    if (value.empty() || (value == option.get(said) && !always)) continue;
    text += (text.empty() ? "--" : " --") + option.name + " " + shell_quoted(value);
    option.set(said, value);
  }
  return text;
}

std::string to_lines(const ImageTrainConfig& config) {
  std::string lines;
  for (const ImageTrainOption& option : image_train_options())
    if (!option.both_sides) lines += option.name + " " + option.get(config) + "\n";
  return lines;
}

ImageTrainConfig image_train_config_from_lines(const std::string& lines) {
  std::map<std::string, std::string> given;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string::npos)
      throw Error("line '" + line + "' of a configuration; expected a name and a value");
    given[line.substr(0, blank)] = line.substr(blank + 1);
  }
  ImageTrainConfig config;
  for (const ImageTrainOption& option : image_train_options())
    if (const auto found = given.find(option.name); found != given.end()) {
      option.set(config, found->second);
      given.erase(found);
    }
  if (!given.empty()) throw Error("a configuration has the unknown option '" + given.begin()->first + "'");
  return config;
}

}  // namespace ganscope
