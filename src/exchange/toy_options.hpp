#pragma once
#include <string>
#include <vector>

#include "exchange/option.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

using ToyOption = Option<ToyConfig>;

/// All options, those for both sides before those for one, so that applying them in this order
/// lets the particular win over the general.
[[nodiscard]] const std::vector<ToyOption>& toy_options();

/// The command that makes this run again: "ganscope toy --data spiral --seed 3". Options that
/// have their default value are left out; `preset` replaces data and latent where they match one.
[[nodiscard]] std::string to_command(const ToyConfig& config);

/// What turning a run into `wanted` does to it: a new problem (data, prior, seed) starts anew at once, a live
/// option changes the running training, what else differs waits for a reset.
[[nodiscard]] OptionEffect effect_of(const ToyConfig& now, const ToyConfig& wanted);

/// `base` with every live option taken from `wanted`: what can change while training goes on.
[[nodiscard]] ToyConfig with_live_options(ToyConfig base, const ToyConfig& wanted);

/// True when `wanted` differs from `base` in an option that only a reset can change.
[[nodiscard]] bool needs_reset(const ToyConfig& base, const ToyConfig& wanted);
/// How many options those are.
[[nodiscard]] int waiting_changes(const ToyConfig& base, const ToyConfig& wanted);

[[nodiscard]] const std::vector<std::string>& loss_names();
[[nodiscard]] const std::vector<std::string>& activation_names();
[[nodiscard]] const std::vector<std::string>& normalisation_names();
[[nodiscard]] const std::vector<std::string>& batches_names();
[[nodiscard]] const std::vector<std::string>& engine_names();
[[nodiscard]] const std::vector<std::string>& optimiser_names();
[[nodiscard]] const std::string& name_of(Loss loss);
[[nodiscard]] const std::string& name_of(OptimiserKind kind);

}  // namespace ganscope
