#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/option_reader.hpp"
#include "app/files/model_choice.hpp"
#include "exchange/option.hpp"

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

/// The options that choose how a model's file is read.
[[nodiscard]] const std::vector<Option<ModelChoice>>& model_choice_options();
/// Adds the model itself as an argument; with `required` it must be named.
void add_model(CLI::App& command, std::string& path, bool required);
/// Reads those options beside the argument, which may be FILE#PREFIX. Throws UsageError.
void read_model(const OptionReader& reader, ModelChoice& model);

}  // namespace ganscope
