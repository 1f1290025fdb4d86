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

/// Where they are: `$GANSCOPE_MODELS` alone where that is set, else every models/ folder among the program's
/// assets (app/files/assets.hpp), a person's own in ~/.local/share/ganscope/models included.
[[nodiscard]] std::vector<std::filesystem::path> shipped_models_folders();

/// The safetensors files in `folders`, by name. Of two with one name the earlier folder's counts.
[[nodiscard]] std::vector<ShippedModel> shipped_files(const std::vector<std::filesystem::path>& folders);

/// The models in `folders`, by name; kFirstModel comes first.
[[nodiscard]] std::vector<ShippedModel> shipped_models(const std::vector<std::filesystem::path>& folders);
/// Those of shipped_models_folders().
[[nodiscard]] std::vector<ShippedModel> shipped_models();

/// What image mode opens when nothing is named: kFirstModel, or "" when it didn't come along.
[[nodiscard]] std::string first_model();

/// The file that `given` means: itself, or the shipped model of that name where no such file exists. Throws
/// UsageError naming the shipped ones when `given` looks like a name and is none.
[[nodiscard]] std::filesystem::path model_path(const std::string& given);

/// The oracles that come along, by name: those of the folders oracles/ among the assets.
[[nodiscard]] std::vector<std::string> shipped_oracle_names();

/// The same for an oracle, called after its data ("mnist").
[[nodiscard]] std::filesystem::path oracle_path(const std::string& given);

}  // namespace ganscope
