#include "app/image/recent_models.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/window/settings.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

bool holds(const std::vector<RecentModel>& models, const std::string& path) {
  return std::any_of(models.begin(), models.end(), [&](const RecentModel& m) { return m.path == path; });
}

std::string text_in(const Json& entry, const char* name) {
  const auto found = entry.find(name);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string absolute(const std::string& path) {
  return path.empty() ? path : std::filesystem::absolute(path).lexically_normal().string();
}

}  // namespace

std::filesystem::path recent_models_path() {
  const std::filesystem::path settings = settings_path();
  return settings.empty() ? settings : settings.parent_path() / "models.json";
}

std::vector<RecentModel> load_recent_models(const std::filesystem::path& path) {
  std::vector<RecentModel> models;
  std::ifstream file(path);
  const Json list = Json::parse(file, nullptr, false);
  if (!list.is_array()) return models;
  for (const Json& entry : list) {
    if (!entry.is_object() || models.size() >= kRecentFiles) continue;
    RecentModel model{text_in(entry, "path"), text_in(entry, "card"), text_in(entry, "tensor_prefix")};
    if (!model.path.empty() && !holds(models, model.path)) models.push_back(std::move(model));
  }
  return models;
}

void save_recent_models(const std::filesystem::path& path, const std::vector<RecentModel>& models) {
  Json list = Json::array();
  for (const RecentModel& model : models) {
    Json entry{{"path", model.path}};
    if (!model.card.empty()) entry["card"] = model.card;
    if (!model.tensor_prefix.empty()) entry["tensor_prefix"] = model.tensor_prefix;
    list.push_back(std::move(entry));
  }
  make_folder(path.parent_path());
  write_file_atomically(path, list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void remember(std::vector<RecentModel>& recent, RecentModel model) {
  model.path = absolute(model.path);
  model.card = absolute(model.card);
  put_first(recent, std::move(model), &RecentModel::path);
}

}  // namespace ganscope
