#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/models/model_plan.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

struct OpenModelOptions {
  std::optional<std::filesystem::path> card{};  ///< instead of the one beside or in the file
  std::string tensor_prefix{};
};

/// A file of weights with the card that fits it; no tensor has been read yet.
struct OpenModel {
  std::unique_ptr<TensorFile> file;
  ModelPlan plan;
};

/// The card is options.card, else model.card.json beside the file, else the one in its metadata, else
/// that of a known family. Throws Error naming what is missing.
[[nodiscard]] OpenModel open_model(const std::filesystem::path& path, const OpenModelOptions& options = {});

}  // namespace ganscope
