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

}  // namespace

std::vector<fs::path> shipped_models_folders() {
  if (const char* wanted = std::getenv("GANSCOPE_MODELS"); wanted != nullptr && *wanted != '\0')
    return {wanted};
  return asset_folders("models");
}

std::vector<ShippedModel> shipped_models(const std::vector<fs::path>& folders) {
  std::map<std::string, fs::path> nearest;
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
      if (at->path().extension() == kExtension) nearest.emplace(at->path().stem().string(), at->path());
  }
  std::vector<ShippedModel> models;
  for (auto& [name, path] : nearest) models.push_back({name, std::move(path)});
  std::stable_partition(models.begin(), models.end(),
                        [](const ShippedModel& model) { return model.name == kFirstModel; });
  return models;
}

std::vector<ShippedModel> shipped_models() { return shipped_models(shipped_models_folders()); }

std::string first_model() {
  const std::vector<ShippedModel> models = shipped_models();
  return !models.empty() && models.front().name == kFirstModel ? kFirstModel : "";
}

fs::path model_path(const std::string& given) {
  const fs::path path = given;
  if (!looks_like_name(path) || is_there(path)) return path;
  std::vector<std::string> names;
  for (ShippedModel& model : shipped_models()) {
    if (model.name == given) return std::move(model.path);
    names.push_back(std::move(model.name));
  }
  if (names.empty()) return path;  // opening it says what is wrong
  throw unknown_name("model", given, names);
}

}  // namespace ganscope
