#include "app/toy/toy_run.hpp"

#include <algorithm>

#include "core/version.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {

std::string file_stem(const ToyConfig& config) {
  std::string name = "ganscope-" + config.data + "-" + config.latent;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '-');
  return name;
}

std::map<std::string, std::string> file_tags(const ToyConfig& config) {
  return {{"title", config.data + " from " + config.latent},
          {"comment", "ganscope " + std::string(version()) + ": " + to_command(config)}};
}

}  // namespace ganscope
