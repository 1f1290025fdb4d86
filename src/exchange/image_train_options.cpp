#include "exchange/image_train_options.hpp"

#include <map>
#include <sstream>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/shared_options.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

using Config = ImageTrainConfig;

/// What an option says of a default that others bring along.
constexpr const char* kBrought = ", or what --loss brings";

/// A choice that brings the defaults of others along.
template <class Enum>
void add_deciding(OptionList<Config>& list, OptionText about, const std::vector<std::string>& names,
                  Enum Config::*member) {
  list.choice(std::move(about), names, member);
  Option<Config> deciding = list.take_last();
  list.add(deciding, deciding.get, [set = deciding.set](Config& c, const std::string& text) {
    set(c, text);
    take_defaults(c);
  });
}

/// Options that each optimiser has; `prefix` stands before their names ("generator-").
std::vector<Option<OptimiserConfig>> optimiser_options(const std::string& prefix) {
  const OptimiserConfig usual;
  const auto brought = [](double value) { return exact_number(value) + kBrought; };
  OptionList<OptimiserConfig> list;
  add_shared(list, "optimiser", &OptimiserConfig::kind,
             {.fallback = name_of(usual.kind) + kBrought, .prefix = prefix});
  list.number({.name = prefix + "rate", .help = "learning rate", .fallback = brought(usual.rate)}, 0, 10,
              &OptimiserConfig::rate);
  add_shared(list, "momentum", &OptimiserConfig::momentum,
             {.fallback = brought(usual.momentum), .prefix = prefix});
  list.number({.name = prefix + "beta2", .help = "beta2 of Adam", .fallback = brought(usual.beta2)}, 0,
              0.999999, &OptimiserConfig::beta2);
  return list.take();
}

void add_images(OptionList<Config>& list) {
  list.text(
      {.name = "data",
       .help = "images",
       .expected = "mnist, fashion-mnist, kmnist, emnist-letters (-balanced, -digits, ...), folder:DIR, "
                   "yelp:DIR",
       .placeholder = "NAME"},
      &Config::data);
  add_shared(list, "label", &Config::label);
  list.add(
      shared_option("background").text, [](const Config& c) { return to_text(c.background); },
      [](Config& c, const std::string& t) { c.background = parse_rgb_colour(t, "background"); });
}

void add_networks(OptionList<Config>& list) {
  add_deciding(list, {.name = "arch", .help = "networks"}, architecture_names(), &Config::arch);
  add_deciding(list, {.name = "loss", .help = "objective"}, loss_names(), &Config::loss);
  list.on_off({.name = "soft-labels", .help = "targets in [0, 0.3] and [0.7, 1.2] instead of 0 and 1"},
              &Config::soft_labels);
  list.whole({.name = "image-size",
              .help = "arch mlp: side of the images",
              .unit = "pixels",
              .placeholder = "PIXELS",
              .fallback = "0, the data's own"},
             0, 1024, &Config::image_size);
  list.whole({.name = "latent-size", .help = "size of a latent", .unit = "numbers"}, 1, 4096,
             &Config::latent_size);
  list.whole(
      {.name = "generator-features", .help = "dcgan: channels before the picture (ngf)", .unit = "channels"},
      1, 1024, &Config::generator_features);
  list.whole({.name = "discriminator-features",
              .help = "dcgan: channels after the picture (ndf)",
              .unit = "channels"},
             1, 1024, &Config::discriminator_features);
  list.widths({.name = "generator-widths", .help = "arch mlp: hidden layers"}, &Config::generator_widths);
  list.widths({.name = "discriminator-widths", .help = "arch mlp: hidden layers"},
              &Config::discriminator_widths);
  list.choice({.name = "discriminator-normalisation",
               .help = "normalisation of its hidden layers",
               .fallback = "batch, or what --arch and --loss bring"},
              critic_normalisation_names(), &Config::normalisation);
  list.number({.name = "dropout",
               .help = "share of the discriminator's hidden values put out",
               .placeholder = "SHARE",
               .fallback = "0, of dense and mlp 0.3"},
              0, 0.95, &Config::dropout);
}

std::vector<ImageTrainOption> make_train_options() {
  OptionList<Config> list;
  list.group("What is trained");
  add_images(list);
  add_networks(list);
  list.on_off({.name = "flip", .help = "mirrors real images at random"}, &Config::flip);
  list.whole({.name = "batch", .help = "real images and latents a step", .unit = "images"}, 2, 4096,
             &Config::batch);
  add_shared(list, "seed", &Config::seed, {.help = "seed of every random number of the run"});
  list.whole({.name = "discriminator-updates",
              .help = "discriminator steps an iteration",
              .fallback = std::string("1 step") + kBrought},
             1, 100, &Config::discriminator_updates);
  list.both(optimiser_options(""), &Config::generator, &Config::discriminator);
  list.side(optimiser_options("generator-"), "generator", &Config::generator);
  list.side(optimiser_options("discriminator-"), "discriminator", &Config::discriminator);
  add_shared(list, "clip", &Config::clip);
  add_shared(list, "penalty", &Config::penalty);
  list.number({.name = "ema", .help = "decay of the averaged generator; 0 keeps none"}, 0, 0.99999,
              &Config::ema);
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
