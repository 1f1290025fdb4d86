#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope {

/// A generator that comes with the program.
struct ShippedModel {
  std::string name;            ///< "mnist-dcgan64"
  std::filesystem::path path;  ///< of its safetensors file
};

inline constexpr const char* kFirstModel = "mnist-dcgan64";

/// Where they are: `$GANSCOPE_MODELS`, else share/ganscope/models beside the installed program, else the
/// source tree's assets/models. Empty when none of them is a folder.
[[nodiscard]] std::filesystem::path shipped_models_folder();

/// The models in `folder`, by name; kFirstModel comes first.
[[nodiscard]] std::vector<ShippedModel> shipped_models(const std::filesystem::path& folder);

/// What image mode opens when nothing is named: kFirstModel, or "" when it didn't come along.
[[nodiscard]] std::string first_model();

/// The file that `given` means: itself, or the shipped model of that name where no such file exists. Throws
/// UsageError naming the shipped ones when `given` looks like a name and is none.
[[nodiscard]] std::filesystem::path model_path(const std::string& given);

}  // namespace ganscope
