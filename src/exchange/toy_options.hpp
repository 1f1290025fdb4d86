#pragma once
#include <functional>
#include <string>
#include <vector>

#include "exchange/option_text.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// One option of a toy run, the single source of the command line, of "copy as command" and of the
/// panels' texts.
struct ToyOption {
  std::string name;         ///< as on the command line, without "--"
  std::string help;         ///< one line
  std::string expected;     ///< valid values or range, for help and errors
  bool live = false;        ///< takes effect in a running training; the others need a reset
  bool both_sides = false;  ///< sets generator and discriminator at once
  std::function<std::string(const ToyConfig&)> get;  ///< "" when both_sides and the sides differ
  /// Throws UsageError naming the option, the value and what was expected.
  std::function<void(ToyConfig&, const std::string&)> set;
  OptionValue value = {};  ///< what a shell may offer
};

/// All options, those for both sides before those for one, so that applying them in this order
/// lets the particular win over the general.
[[nodiscard]] const std::vector<ToyOption>& toy_options();

/// The command that makes this run again: "ganscope toy --data spiral --seed 3". Options that
/// have their default value are left out; `preset` replaces data and latent where they match one.
[[nodiscard]] std::string to_command(const ToyConfig& config);

/// `base` with every live option taken from `wanted`: what can change while training goes on.
[[nodiscard]] ToyConfig with_live_options(ToyConfig base, const ToyConfig& wanted);

/// True when `wanted` differs from `base` in an option that only a reset can change.
[[nodiscard]] bool needs_reset(const ToyConfig& base, const ToyConfig& wanted);

[[nodiscard]] const std::vector<std::string>& loss_names();
[[nodiscard]] const std::vector<std::string>& activation_names();
[[nodiscard]] const std::vector<std::string>& normalisation_names();
[[nodiscard]] const std::vector<std::string>& batches_names();
[[nodiscard]] const std::vector<std::string>& optimiser_names();
[[nodiscard]] const std::string& name_of(Loss loss);
[[nodiscard]] const std::string& name_of(OptimiserKind kind);

}  // namespace ganscope
