#include "exchange/toy_config.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {

const std::vector<ToyPreset>& toy_presets() {
  static const std::vector<ToyPreset> presets{
      {"fig1a", "a curve tries to fill the plane (our reading of Figure 1a)", "gaussian", "interval"},
      {"fig1b", "nine atoms try to cover a curve (our reading of Figure 1b)", "spiral", "lattice"},
      {"fig1c", "a square shrinks onto nine atoms (our reading of Figure 1c)", "lattice", "square"},
      {"fig1d", "a square folds itself into a spiral (our reading of Figure 1d)", "spiral", "square"},
      {"fig2a", "a connected square tears into nine squares (our reading of Figure 2a)", "nine-squares",
       "square"},
      {"fig2b", "nine squares join into one (our reading of Figure 2b)", "square", "nine-squares"},
  };
  return presets;
}

const ToyPreset& toy_preset(const std::string& name) {
  std::vector<std::string> names;
  for (const ToyPreset& preset : toy_presets()) {
    if (preset.name == name) return preset;
    names.push_back(preset.name);
  }
  throw unknown_name("preset", name, names);
}

const ToyPreset* matching_preset(const ToyConfig& config) {
  for (const ToyPreset& preset : toy_presets())
    if (preset.data == config.data && preset.latent == config.latent) return &preset;
  return nullptr;
}

ToyConfig with_defaults(const ToyConfig& config) {
  ToyConfig plain;
  plain.data = config.data;
  plain.latent = config.latent;
  plain.seed = config.seed;
  return plain;
}

std::string resolve_contradictions(ToyConfig& config, const ToyConfig& before) {
  const bool penalised = config.loss == Loss::wgan_gp;
  if (penalised && config.discriminator.normalisation == Normalisation::batch) {
    if (before.loss == Loss::wgan_gp) {
      config.discriminator.normalisation = Normalisation::none;
      return "wgan-gp penalises the gradient at each sample alone: the discriminator's batch normalisation "
             "stays off. Choose another loss first.";
    }
    config.discriminator.normalisation = Normalisation::none;
    return "wgan-gp penalises the gradient at each sample alone: the discriminator's batch normalisation is "
           "switched off with it.";
  }
  if (!penalised && before.loss == Loss::wgan_gp)
    config.discriminator.normalisation = config.generator.normalisation;
  return {};
}

void validate(const ToyConfig& config) {
  // Setting each option to its own value runs the same range checks as the command line.
  ToyConfig scratch = config;
  for (const ToyOption& option : toy_options())
    if (!option.both_sides) option.set(scratch, option.get(config));
  if (config.loss == Loss::wgan_gp && config.discriminator.normalisation == Normalisation::batch)
    throw UsageError(
        "loss wgan-gp with discriminator-normalisation batch: the penalty is on the gradient at each "
        "sample alone, and batch normalisation makes every answer depend on the whole batch; add "
        "--discriminator-normalisation none");
  if (config.generator.updates + config.discriminator.updates == 0)
    throw UsageError("generator-updates and discriminator-updates are both 0; expected at least one step");
}

}  // namespace ganscope
