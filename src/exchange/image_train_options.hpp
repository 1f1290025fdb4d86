#pragma once
#include <functional>
#include <string>
#include <vector>

#include "exchange/image_train_config.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

/// One option of an image training, the single source of the command line, of checkpoints and of
/// model cards.
struct ImageTrainOption {
  std::string name;                                         ///< as on the command line, without "--"
  std::string help;                                         ///< one line
  std::string expected;                                     ///< valid values or range, for help and errors
  bool both_sides = false;                                  ///< sets generator and discriminator at once
  std::function<std::string(const ImageTrainConfig&)> get;  ///< "" when both_sides and the sides differ
  /// Throws UsageError naming the option, the value and what was expected.
  std::function<void(ImageTrainConfig&, const std::string&)> set;
  OptionValue value = {};  ///< what a shell may offer
};

/// All options in the order to apply them: architecture and loss first, since they bring defaults,
/// and those for both sides before those for one.
[[nodiscard]] const std::vector<ImageTrainOption>& image_train_options();

/// The options that make `config` again: "--data mnist --arch dcgan --seed 3". Those that have
/// their default value are left out, but for data and architecture.
[[nodiscard]] std::string to_options_text(const ImageTrainConfig& config);

/// Every option as one `name value` a line, and back. Throws Error saying which line is wrong.
[[nodiscard]] std::string to_lines(const ImageTrainConfig& config);
[[nodiscard]] ImageTrainConfig image_train_config_from_lines(const std::string& lines);

}  // namespace ganscope
