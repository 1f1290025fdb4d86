#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "app/files/model_choice.hpp"

namespace CLI {
class App;
}

namespace ganscope {

struct InfoOptions {
  ModelChoice model;
  bool json = false;
};

struct ConvertOptions {
  ModelChoice model;
  std::filesystem::path out;
  bool half = false;
  std::string name;     ///< of the card; empty: as it was
  std::string licence;  ///< likewise
  std::string notes;    ///< added to the card's
};

/// Prints card, layers, tensors, parameters and multiply-adds of a model file.
[[nodiscard]] int print_model_info(const InfoOptions& options);
/// Writes the tensors that the card uses, and the card, as safetensors.
[[nodiscard]] int convert_model(const ConvertOptions& options);

/// Adds the options that choose a model to `command`; with `required`, the model must be named.
void add_model_choice(CLI::App& command, ModelChoice& model, bool required);

}  // namespace ganscope
