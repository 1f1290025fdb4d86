#pragma once
#include <string>

#include "engine/inference/folded_steps.hpp"

namespace ganscope {

/// Which kernels do the heavy steps.
enum class Kernels {
  torch,   ///< LibTorch's operators, in the memory format that they choose
  packed,  ///< oneDNN's, channels last, with packed weights; where it has none, LibTorch's
};

/// A network of folded steps.
[[nodiscard]] std::unique_ptr<Network> make_folded_network(std::vector<FoldedStep> steps, Kernels kernels);

}  // namespace ganscope
