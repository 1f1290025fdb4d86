#pragma once
#include <filesystem>
#include <vector>

#include "exchange/recent_model.hpp"

namespace ganscope {

/// models.json beside the settings; empty when there is no home.
[[nodiscard]] std::filesystem::path recent_models_path();

/// Models that were opened, the last first; none when there is no such file, and what is good in one that
/// was edited by hand.
[[nodiscard]] std::vector<RecentModel> load_recent_models(const std::filesystem::path& path);
/// Throws Error naming the path.
void save_recent_models(const std::filesystem::path& path, const std::vector<RecentModel>& models);

/// Puts the model first, once; the oldest go. Paths are made absolute, so that they are found from every
/// folder.
void remember(std::vector<RecentModel>& recent, RecentModel model);

}  // namespace ganscope
