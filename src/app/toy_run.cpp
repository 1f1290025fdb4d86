#include "app/toy_run.hpp"

#include <algorithm>

namespace ganscope {

std::string file_stem(const ToyConfig& config) {
  std::string name = "ganscope-" + config.data + "-" + config.latent;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '-');
  return name;
}

}  // namespace ganscope
