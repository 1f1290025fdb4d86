#pragma once
#include <torch/torch.h>

#include "exchange/toy_config.hpp"

namespace ganscope {

/// True when every hidden layer of the network is linear + batch normalisation + ELU, the one
/// combination with fused kernels.
[[nodiscard]] bool fused_layer_supports(const NetworkConfig& config);

struct FusedLayerParameters {
  at::Tensor weight;        ///< outputs x inputs
  at::Tensor bias;          ///< outputs
  at::Tensor scale;         ///< outputs
  at::Tensor shift;         ///< outputs
  at::Tensor running_mean;  ///< outputs, moved; undefined to leave alone
  at::Tensor running_variance;
};

/// elu(batch_norm(linear(x))) with batch statistics, x: n x inputs, n >= 2. Differentiable once: a
/// second derivative throws. Agrees with LibTorch's three operators to rounding.
[[nodiscard]] at::Tensor fused_linear_norm_elu(const at::Tensor& x, const FusedLayerParameters& p);

}  // namespace ganscope
