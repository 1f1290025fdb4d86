#pragma once
#include <string>
#include <vector>

#include "exchange/image_train_config.hpp"
#include "exchange/option.hpp"

namespace ganscope {

using ImageTrainOption = Option<ImageTrainConfig>;

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
