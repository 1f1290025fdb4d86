#pragma once
#include "engine/libtorch.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// True when every hidden layer of the network is linear + batch normalisation + ELU, the one
/// combination with fused kernels.
[[nodiscard]] bool fused_layer_supports(const NetworkConfig& config);

/// What norm_elu makes of a rows x columns matrix.
struct NormElu {
  at::Tensor out;                ///< rows x columns
  at::Tensor mean;               ///< columns
  at::Tensor inverse_deviation;  ///< columns: 1 / sqrt(biased variance + epsilon)
};
/// elu(batch_norm(x)) with batch statistics, no gradients; x becomes its normalised self, before scale
/// and shift.
[[nodiscard]] NormElu norm_elu(at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift);

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
