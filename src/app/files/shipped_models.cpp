#include "app/files/shipped_models.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "app/files/assets.hpp"
#include "core/error.hpp"
#include "core/files.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".safetensors";

/// A word without folder and extension: what nobody calls a file.
bool looks_like_name(const fs::path& path) { return !path.has_parent_path() && !path.has_extension(); }

/// Itself, or the one of `shipped` that is called so. `what`: what they are, for the message.
fs::path given_or_shipped(const std::string& given, const char* what, std::vector<ShippedModel> shipped) {
  const fs::path path = given;
  if (!looks_like_name(path) || is_there(path)) return path;
  std::vector<std::string> names;
  for (ShippedModel& one : shipped) {
    if (one.name == given) return std::move(one.path);
    names.push_back(std::move(one.name));
  }
  if (names.empty()) return path;  // opening it says what is wrong
  throw unknown_name(what, given, names);
}

std::vector<ShippedModel> shipped_oracles() { return shipped_files(asset_folders("oracles")); }

}  // namespace

std::vector<fs::path> shipped_models_folders() {
  if (const char* wanted = std::getenv("GANSCOPE_MODELS"); wanted != nullptr && *wanted != '\0')
    return {wanted};
  return asset_folders("models");
}

std::vector<ShippedModel> shipped_files(const std::vector<fs::path>& folders) {
  std::map<std::string, fs::path> nearest;
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
      if (at->path().extension() == kExtension) nearest.emplace(at->path().stem().string(), at->path());
  }
  std::vector<ShippedModel> models;
  for (auto& [name, path] : nearest) models.push_back({name, std::move(path)});
  return models;
}

std::vector<ShippedModel> shipped_models(const std::vector<fs::path>& folders) {
  std::vector<ShippedModel> models = shipped_files(folders);
  std::stable_partition(models.begin(), models.end(),
                        [](const ShippedModel& model) { return model.name == kFirstModel; });
  return models;
}

std::vector<ShippedModel> shipped_models() { return shipped_models(shipped_models_folders()); }

std::string first_model() {
  const std::vector<ShippedModel> models = shipped_models();
  return !models.empty() && models.front().name == kFirstModel ? kFirstModel : "";
}

fs::path model_path(const std::string& given) { return given_or_shipped(given, "model", shipped_models()); }

std::vector<std::string> shipped_oracle_names() {
  std::vector<std::string> names;
  for (ShippedModel& one : shipped_oracles()) names.push_back(std::move(one.name));
  return names;
}

fs::path oracle_path(const std::string& given) {
  return given_or_shipped(given, "oracle", shipped_oracles());
}

}  // namespace ganscope
