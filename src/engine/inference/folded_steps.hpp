#pragma once
#include <optional>
#include <vector>

#include "engine/inference/network.hpp"

namespace ganscope {

/// An activation that a kernel can do on its way out.
struct FusedActivation {
  LayerKind kind = LayerKind::relu;
  float alpha = 0;  ///< slope of leaky_relu, alpha of elu, the low end of hardtanh
  float beta = 0;   ///< the high end of hardtanh
  bool tanh_gelu = false;
};

enum class StepKind {
  plain,   ///< `layer` by LibTorch's operators
  linear,  ///< weight [out, in], bias
  conv,    ///< weight as PyTorch's Conv2d, bias
  deconv,  ///< weight as PyTorch's ConvTranspose2d, bias
  affine,  ///< weight and bias a channel: what is left of a batch norm that has no neighbour
};

/// One step of a network whose batch norms are folded.
struct FoldedStep {
  StepKind kind = StepKind::plain;
  NetworkLayer layer;  ///< of plain steps; of others the strides and paddings
  at::Tensor weight;   ///< float
  at::Tensor bias;     ///< float; undefined where there is none
  std::optional<FusedActivation> activation;
  std::vector<int> inputs;  ///< outputs that come in: 0 the latent, n what step n gives
  TensorShape in;
  TensorShape out;
  /// linear: the numbers come out as rows of channels (height, width, channels of this shape).
  std::optional<TensorShape> channels_last;
};

/// The same function in fewer steps: batch norms with running statistics go into the weights of a
/// neighbour (before them, through a reshape too; or after them, where padding doesn't forbid it), a
/// transposed convolution on one pixel becomes a matrix product, activations join the step before
/// them; only where nothing else wants what lies between the two. Weights are combined as doubles.
[[nodiscard]] std::vector<FoldedStep> fold_layers(const std::vector<NetworkLayer>& layers);

}  // namespace ganscope
