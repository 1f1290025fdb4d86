#pragma once
#include "engine/libtorch.hpp"
#include "engine/models/generator.hpp"
#include "engine/nets/image_network.hpp"
#include "engine/oracle/oracle.hpp"

namespace ganscope {

struct Oracle::Impl {
  Impl(std::string data, std::vector<std::string> class_names, std::uint64_t seed);
  [[nodiscard]] OracleRows run(const ImageBatch& images);

  std::string data;
  std::vector<std::string> class_names;
  ImageNetwork features;  ///< images to the last hidden layer
  ImageNetwork answer;    ///< from there to raw answers
};

/// Images of any size and channels as the oracle wants them: n x 1 x 28 x 28 in [-1, 1].
[[nodiscard]] at::Tensor oracle_input(const ImageBatch& images);

}  // namespace ganscope
