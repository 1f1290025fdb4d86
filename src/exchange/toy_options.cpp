#include "exchange/toy_options.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

/// Options that each network has; `prefix` stands before their names ("generator-").
std::vector<Option<NetworkConfig>> network_options(const std::string& prefix) {
  using enum OptionEffect;
  OptionList<NetworkConfig> list;
  list.widths({.name = prefix + "widths", .help = "hidden layers from input to output"},
              &NetworkConfig::widths);
  list.choice({.name = prefix + "activation", .help = "activation after each hidden layer"},
              activation_names(), &NetworkConfig::activation);
  list.choice({.name = prefix + "normalisation", .help = "normalisation before each activation"},
              normalisation_names(), &NetworkConfig::normalisation);
  add_shared(list, "optimiser", &NetworkConfig::optimiser, {.prefix = prefix});
  list.number({.name = prefix + "rate", .help = "initial learning rate", .effect = live}, 0, 10,
              &NetworkConfig::rate);
  add_shared(list, "momentum", &NetworkConfig::momentum, {.prefix = prefix, .effect = live});
  list.whole({.name = prefix + "updates", .help = "steps in one iteration", .unit = "steps", .effect = live},
             0, 100, &NetworkConfig::updates);
  return list.take();
}

std::vector<ToyOption> make_toy_options() {
  using enum OptionEffect;
  OptionList<ToyConfig> list;
  list.group("The run");
  list.text({.name = "data",
             .help = "data manifold",
             .expected = "a manifold's name or file:points.csv",
             .placeholder = "NAME",
             .effect = starts_anew},
            &ToyConfig::data);
  list.text({.name = "latent",
             .help = "latent prior",
             .expected = "a prior's name, normal:N or uniform:N",
             .placeholder = "NAME",
             .effect = starts_anew},
            &ToyConfig::latent);
  list.choice({.name = "loss", .help = "objective"}, loss_names(), &ToyConfig::loss);
  list.choice({.name = "batches",
               .help = "batch-norm batches of the discriminator: real and generated together or apart"},
              batches_names(), &ToyConfig::batches);
  list.whole({.name = "batch", .help = "real samples and latents a step", .unit = "samples"}, 2, 65536,
             &ToyConfig::batch);
  add_shared(list, "seed", &ToyConfig::seed,
             {.help = "seed of every random number of the run", .effect = starts_anew});
  list.number({.name = "decay",
               .help = "factor on the learning rates every --decay-every iterations",
               .effect = live},
              0.01, 1, &ToyConfig::decay);
  list.whole(
      {.name = "decay-every", .help = "iterations between two decays", .unit = "iterations", .effect = live},
      1, 1'000'000'000, &ToyConfig::decay_every);
  add_shared(list, "clip", &ToyConfig::clip, {.effect = live});
  add_shared(list, "penalty", &ToyConfig::penalty, {.effect = live});
  list.choice({.name = "engine",
               .help = "what computes the networks: ganscope's own kernels, or LibTorch's for comparison"},
              engine_names(), &ToyConfig::engine);
  list.both(network_options(""), &ToyConfig::generator, &ToyConfig::discriminator);
  list.side(network_options("generator-"), "generator", &ToyConfig::generator);
  list.side(network_options("discriminator-"), "discriminator", &ToyConfig::discriminator);
  return list.take();
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
const std::vector<std::string>& engine_names() {
  static const std::vector<std::string> names{"own", "libtorch"};
  return names;
}
const std::vector<std::string>& optimiser_names() {
  static const std::vector<std::string> names{"rmsprop", "adam", "sgd"};
  return names;
}
const std::string& name_of(Loss loss) { return loss_names()[static_cast<std::size_t>(loss)]; }
const std::string& name_of(OptimiserKind kind) { return optimiser_names()[static_cast<std::size_t>(kind)]; }

const std::vector<ToyOption>& toy_options() {
  static const std::vector<ToyOption> options = make_toy_options();
  return options;
}

OptionEffect effect_of(const ToyConfig& now, const ToyConfig& wanted) {
  return effect_of(toy_options(), now, wanted);
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
    if (option.effect == OptionEffect::live && !option.both_sides) option.set(base, option.get(wanted));
  return base;
}

bool needs_reset(const ToyConfig& base, const ToyConfig& wanted) {
  return !(with_live_options(base, wanted) == wanted);
}

int waiting_changes(const ToyConfig& base, const ToyConfig& wanted) {
  const ToyConfig live = with_live_options(base, wanted);
  const auto differs = [&](const ToyOption& option) {
    return !option.both_sides && option.get(live) != option.get(wanted);
  };
  return static_cast<int>(std::count_if(toy_options().begin(), toy_options().end(), differs));
}

}  // namespace ganscope
