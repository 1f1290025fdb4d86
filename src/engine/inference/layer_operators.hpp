#pragma once
#include "engine/inference/network.hpp"

namespace ganscope {

/// One layer by LibTorch's operators. `x` is n x numbers or n x channels x height x width; `labels`
/// matter to a class embedding only.
[[nodiscard]] at::Tensor apply_layer(const NetworkLayer& layer, const at::Tensor& x,
                                     const at::Tensor& labels);

}  // namespace ganscope
