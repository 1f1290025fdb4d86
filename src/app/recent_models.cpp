#include "app/recent_models.hpp"

#include <algorithm>
#include <fstream>

#include "app/settings.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"

namespace ganscope {

std::filesystem::path recent_models_path() {
  const std::filesystem::path settings = settings_path();
  return settings.empty() ? settings : settings.parent_path() / "models.txt";
}

std::vector<std::string> load_recent_models(const std::filesystem::path& path) {
  std::vector<std::string> models;
  std::ifstream file(path);
  for (std::string line; models.size() < kRecentFiles && std::getline(file, line);)
    if (!line.empty() && std::find(models.begin(), models.end(), line) == models.end())
      models.push_back(line);
  return models;
}

void save_recent_models(const std::filesystem::path& path, const std::vector<std::string>& models) {
  std::string text;
  for (const std::string& model : models) text += model + "\n";
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw Error("cannot make the folder " + path.parent_path().string() + ": " + error.message());
  write_file_atomically(path, text);
}

}  // namespace ganscope
