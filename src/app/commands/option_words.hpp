#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ganscope {

/// Says which words may stand behind `option`, for shells that complete it and for man pages; whether a value
/// is valid is still for whoever reads it to decide. What follows a colon is a placeholder: "folder:DIR",
/// "file:POINTS.csv", "normal:N".
void offer(CLI::Option& option, const std::vector<std::string>& words);

/// What offer() was told; "on|off" as a placeholder offers these words too. Empty for numbers and free text.
[[nodiscard]] std::vector<std::string> offered_words(CLI::Option& option);

/// For a model's file: the names of those that come along.
void offer_models(CLI::Option& option);
/// For a set of images.
void offer_image_sets(CLI::Option& option);

}  // namespace ganscope
