#include "app/toy/toy_run.hpp"

#include <algorithm>
#include <string_view>

#include "core/version.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

constexpr std::string_view kPointsPrefix = "file:";

}  // namespace

std::string points_data(const std::string& file) { return std::string(kPointsPrefix) + file; }

std::filesystem::path points_file(const std::string& data) {
  if (!data.starts_with(kPointsPrefix)) return {};
  return std::filesystem::absolute(data.substr(kPointsPrefix.size())).lexically_normal();
}

std::string file_stem(const ToyConfig& config) {
  // A file of points by its name: the folders that it is in say nothing of the run.
  const std::filesystem::path points = points_file(config.data);
  std::string name =
      "ganscope-" + (points.empty() ? config.data : points.stem().string()) + "-" + config.latent;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '-');
  return name;
}

std::map<std::string, std::string> file_tags(const ToyConfig& config) {
  return {{"title", config.data + " from " + config.latent},
          {"comment", "ganscope " + std::string(version()) + ": " + to_command(config)}};
}

}  // namespace ganscope
