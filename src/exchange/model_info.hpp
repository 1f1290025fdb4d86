#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exchange/latent_space.hpp"

namespace ganscope {

/// What the view knows of the generator that is open.
struct ModelInfo {
  std::uint64_t generation = 0;  ///< counts models opened, so that views can start anew
  std::string path;
  std::string name;
  std::string data;     ///< what it was trained on
  std::string licence;  ///< of the weights
  std::string source;   ///< where its card comes from
  std::vector<std::string> assumptions;
  std::string device;
  LatentSpace space;
  ImageShape shape;
};
using ModelInfoPtr = std::shared_ptr<const ModelInfo>;

}  // namespace ganscope
