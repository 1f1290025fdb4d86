#include "exchange/toy_options.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <span>

#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {
namespace {

/// An option that each side has.
struct SideOption {
  std::string name;
  std::string help;
  std::string expected;
  bool live;
  std::function<std::string(const NetworkConfig&)> get;
  std::function<void(NetworkConfig&, const std::string& text, const std::string& what)> set;
  OptionValue value = {};
};

const std::vector<SideOption>& side_options() {
  static const std::vector<SideOption> options{
      {"widths", "hidden layer widths from input to output", "e.g. 20-40-20; 1 to 32 layers of 1 to 4096",
       false, [](const NetworkConfig& c) { return widths_text(c.widths); },
       [](NetworkConfig& c, const std::string& t, const std::string& w) { c.widths = parse_widths(t, w); }},
      {"activation",
       "activation after each hidden layer",
       join(activation_names(), ", "),
       false,
       [](const NetworkConfig& c) { return activation_names()[static_cast<std::size_t>(c.activation)]; },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.activation = parse_enum<Activation>(t, w, activation_names());
       },
       {.words = activation_names()}},
      {"normalisation",
       "normalisation before each activation",
       join(normalisation_names(), ", "),
       false,
       [](const NetworkConfig& c) {
         return normalisation_names()[static_cast<std::size_t>(c.normalisation)];
       },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.normalisation = parse_enum<Normalisation>(t, w, normalisation_names());
       },
       {.words = normalisation_names()}},
      {"optimiser",
       "optimiser",
       join(optimiser_names(), ", "),
       false,
       [](const NetworkConfig& c) { return name_of(c.optimiser); },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.optimiser = parse_enum<OptimiserKind>(t, w, optimiser_names());
       },
       {.words = optimiser_names()}},
      {"rate", "initial learning rate", "0 to 10", true,
       [](const NetworkConfig& c) { return exact_number(c.rate); },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.rate = parse_number_in(t, w, 0, 10);
       }},
      {"momentum", "momentum of SGD, beta1 of Adam", "0 to 0.9999", true,
       [](const NetworkConfig& c) { return exact_number(c.momentum); },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.momentum = parse_number_in(t, w, 0, 0.9999);
       }},
      {"updates", "steps in one iteration", "0 to 100", true,
       [](const NetworkConfig& c) { return std::to_string(c.updates); },
       [](NetworkConfig& c, const std::string& t, const std::string& w) {
         c.updates = static_cast<int>(parse_integer_in(t, w, 0, 100));
       }},
  };
  return options;
}

void add_run_options(std::vector<ToyOption>& out) {
  const auto add = [&out](std::string name, std::string help, std::string expected, bool live, auto get,
                          auto set, OptionValue value = {}) {
    out.push_back(
        {std::move(name), std::move(help), std::move(expected), live, false, get, set, std::move(value)});
  };
  add(
      "data", "data manifold", "a manifold's name or file:points.csv", false,
      [](const ToyConfig& c) { return c.data; }, [](ToyConfig& c, const std::string& t) { c.data = t; });
  add(
      "latent", "latent prior", "a prior's name, normal:N or uniform:N", false,
      [](const ToyConfig& c) { return c.latent; }, [](ToyConfig& c, const std::string& t) { c.latent = t; });
  add(
      "loss", "objective", join(loss_names(), ", "), false,
      [](const ToyConfig& c) { return name_of(c.loss); },
      [](ToyConfig& c, const std::string& t) { c.loss = parse_enum<Loss>(t, "loss", loss_names()); },
      {.words = loss_names()});
  add(
      "batches", "batch-norm batches of the discriminator: real and generated together or apart",
      join(batches_names(), ", "), false,
      [](const ToyConfig& c) { return batches_names()[static_cast<std::size_t>(c.batches)]; },
      [](ToyConfig& c, const std::string& t) {
        c.batches = parse_enum<NormalisationBatches>(t, "batches", batches_names());
      },
      {.words = batches_names()});
  add(
      "batch", "real samples and latents per step", "2 to 65536", false,
      [](const ToyConfig& c) { return std::to_string(c.batch); },
      [](ToyConfig& c, const std::string& t) {
        c.batch = static_cast<int>(parse_integer_in(t, "batch", 2, 65536));
      });
  add(
      "seed", "seed of every random number of the run", "0 to 9223372036854775807", false,
      [](const ToyConfig& c) { return std::to_string(c.seed); },
      [](ToyConfig& c, const std::string& t) {
        c.seed = static_cast<std::uint64_t>(
            parse_integer_in(t, "seed", 0, std::numeric_limits<std::int64_t>::max()));
      });
  add(
      "decay", "factor on the learning rates every --decay-every iterations", "0.01 to 1", true,
      [](const ToyConfig& c) { return exact_number(c.decay); },
      [](ToyConfig& c, const std::string& t) { c.decay = parse_number_in(t, "decay", 0.01, 1); });
  add(
      "decay-every", "iterations between two decays", "1 to 1000000000", true,
      [](const ToyConfig& c) { return std::to_string(c.decay_every); },
      [](ToyConfig& c, const std::string& t) {
        c.decay_every = static_cast<int>(parse_integer_in(t, "decay-every", 1, 1000000000));
      });
  add(
      "clip", "wgan-clip: bound of the critic's weights and biases, not of its normalisations",
      "0.000001 to 100", true, [](const ToyConfig& c) { return exact_number(c.clip); },
      [](ToyConfig& c, const std::string& t) { c.clip = parse_number_in(t, "clip", 1e-6, 100); });
  add(
      "penalty", "wgan-gp: weight of the gradient penalty", "0 to 10000", true,
      [](const ToyConfig& c) { return exact_number(c.penalty); },
      [](ToyConfig& c, const std::string& t) { c.penalty = parse_number_in(t, "penalty", 0, 10000); });
}

void add_side_options(std::vector<ToyOption>& out) {
  for (const SideOption& side : side_options()) {
    out.push_back({side.name, side.help + ", both networks", side.expected, side.live, true,
                   [get = side.get](const ToyConfig& c) {
                     const std::string text = get(c.generator);
                     return text == get(c.discriminator) ? text : std::string();
                   },
                   [set = side.set, name = side.name](ToyConfig& c, const std::string& t) {
                     set(c.generator, t, name);
                     set(c.discriminator, t, name);
                   },
                   side.value});
  }
  const auto add_side = [&out](const std::string& prefix, NetworkConfig ToyConfig::*member) {
    for (const SideOption& side : side_options()) {
      const std::string name = prefix + "-" + side.name;
      out.push_back(
          {name, side.help + ", " + prefix + " only", side.expected, side.live, false,
           [get = side.get, member](const ToyConfig& c) { return get(c.*member); },
           [set = side.set, member, name](ToyConfig& c, const std::string& t) { set(c.*member, t, name); },
           side.value});
    }
  };
  add_side("generator", &ToyConfig::generator);
  add_side("discriminator", &ToyConfig::discriminator);
}

}  // namespace

const std::vector<std::string>& loss_names() {
  static const std::vector<std::string> names{"minimax", "non-saturating", "wgan-clip", "wgan-gp",
                                              "least-squares"};
  return names;
}
const std::vector<std::string>& activation_names() {
  static const std::vector<std::string> names{"elu", "relu", "leaky-relu", "tanh"};
  return names;
}
const std::vector<std::string>& normalisation_names() {
  static const std::vector<std::string> names{"batch", "none"};
  return names;
}
const std::vector<std::string>& batches_names() {
  static const std::vector<std::string> names{"joint", "separate"};
  return names;
}
const std::vector<std::string>& optimiser_names() {
  static const std::vector<std::string> names{"rmsprop", "adam", "sgd"};
  return names;
}
const std::string& name_of(Loss loss) { return loss_names()[static_cast<std::size_t>(loss)]; }
const std::string& name_of(OptimiserKind kind) { return optimiser_names()[static_cast<std::size_t>(kind)]; }

const std::vector<ToyOption>& toy_options() {
  static const std::vector<ToyOption> options = [] {
    std::vector<ToyOption> out;
    add_run_options(out);
    add_side_options(out);
    return out;
  }();
  return options;
}

std::string to_command(const ToyConfig& config) {
  const ToyConfig defaults;
  std::string command = "ganscope toy";
  // Rebuilt as the options are written, so that a side option is only said where the one for both
  // sides hasn't said it already.
  ToyConfig said = defaults;
  if (const ToyPreset* preset = matching_preset(config)) {
    // Always said: a window without one opens what it showed last.
    command += " --preset " + preset->name;
    said.data = config.data;
    said.latent = config.latent;
  }
  for (const ToyOption& option : toy_options()) {
    const std::string value = option.get(config);
    if (value.empty() || value == option.get(said)) continue;
    command += " --" + option.name + " " + shell_quoted(value);
    option.set(said, value);
  }
  return command;
}

ToyConfig with_live_options(ToyConfig base, const ToyConfig& wanted) {
  for (const ToyOption& option : toy_options())
    if (option.live && !option.both_sides) option.set(base, option.get(wanted));
  return base;
}

bool needs_reset(const ToyConfig& base, const ToyConfig& wanted) {
  return !(with_live_options(base, wanted) == wanted);
}

}  // namespace ganscope
