#pragma once
#include <span>

#include "engine/inference/network.hpp"

namespace ganscope {

/// One layer by LibTorch's operators. `inputs`: what comes in, n x numbers or n x channels x height x width,
/// then the other branches of an addition or concatenation; `labels` matter to embeddings and conditional
/// norms only.
[[nodiscard]] at::Tensor apply_layer(const NetworkLayer& layer, std::span<const at::Tensor> inputs,
                                     const at::Tensor& labels);

}  // namespace ganscope
