#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope {

/// models.txt beside the settings; empty when there is no home.
[[nodiscard]] std::filesystem::path recent_models_path();

/// Model files that were opened, the last first, one a line; none when there is no such file.
[[nodiscard]] std::vector<std::string> load_recent_models(const std::filesystem::path& path);
/// Throws Error naming the path.
void save_recent_models(const std::filesystem::path& path, const std::vector<std::string>& models);

}  // namespace ganscope
