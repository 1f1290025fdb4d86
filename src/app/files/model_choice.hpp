#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "engine/models/generator.hpp"
#include "exchange/image_config.hpp"

namespace ganscope {

/// What commands that open a model share.
struct ModelChoice {
  std::string path;
  std::string card;           ///< empty: beside the file, in it, or of a known family
  std::string tensor_prefix;  ///< which state dict of a file that holds several
};

/// "ckpt.pt#generator" as the file and the prefix of its tensors; nothing where a file is called so, or none
/// stands before the last #.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> file_and_prefix(const std::string& text);

/// Takes FILE#PREFIX apart, as every command that opens a model takes it beside --tensor-prefix PREFIX.
/// Throws UsageError where both are given and differ.
void take_prefix(std::string& path, std::string& tensor_prefix);

/// `options` with the card, which may be an example's name, and the prefix of `model`.
[[nodiscard]] GeneratorOptions chosen(const ModelChoice& model, GeneratorOptions options);
/// How the configuration wants its model opened.
[[nodiscard]] GeneratorOptions generator_options(const ImageConfig& config);

/// Whether a file is a model card, by its name (.card.json) or by what a .json begins with.
[[nodiscard]] bool is_card(const std::filesystem::path& path);

/// The model as the words of a command: "ckpt.pt --tensor-prefix generator", quoted for a shell.
[[nodiscard]] std::string model_words(const ModelChoice& model);

}  // namespace ganscope
