#include "app/shipped_models.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".safetensors";

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

/// A word without folder and extension: what nobody calls a file.
bool looks_like_name(const fs::path& path) { return !path.has_parent_path() && !path.has_extension(); }

}  // namespace

fs::path shipped_models_folder() {
  if (const char* wanted = std::getenv("GANSCOPE_MODELS"); wanted != nullptr && *wanted != '\0') return wanted;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "ganscope" / "models";
  if (!error && is_folder(installed)) return installed;
  const fs::path source = fs::path(GANSCOPE_ASSETS) / "models";
  return is_folder(source) ? source : fs::path();
}

std::vector<ShippedModel> shipped_models(const fs::path& folder) {
  std::vector<ShippedModel> models;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == kExtension) models.push_back({at->path().stem().string(), at->path()});
  std::sort(models.begin(), models.end(), [](const ShippedModel& a, const ShippedModel& b) {
    if ((a.name == kFirstModel) != (b.name == kFirstModel)) return a.name == kFirstModel;
    return a.name < b.name;
  });
  return models;
}

std::string first_model() {
  const std::vector<ShippedModel> models = shipped_models(shipped_models_folder());
  return !models.empty() && models.front().name == kFirstModel ? kFirstModel : "";
}

fs::path model_path(const std::string& given) {
  const fs::path path = given;
  if (!looks_like_name(path) || is_there(path)) return path;
  std::vector<std::string> names;
  for (ShippedModel& model : shipped_models(shipped_models_folder())) {
    if (model.name == given) return std::move(model.path);
    names.push_back(std::move(model.name));
  }
  if (names.empty()) return path;  // opening it says what is wrong
  throw unknown_name("model", given, names);
}

}  // namespace ganscope
