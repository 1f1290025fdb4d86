#include "engine/inference/activation_gradient.hpp"

#include <ATen/ops/elu_backward.h>
#include <ATen/ops/hardtanh_backward.h>
#include <ATen/ops/leaky_relu_backward.h>
#include <ATen/ops/sigmoid_backward.h>
#include <ATen/ops/tanh_backward.h>
#include <ATen/ops/threshold_backward.h>

namespace ganscope {
namespace {

// Klambauer et al., Self-Normalizing Neural Networks.
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;
constexpr double kSeluScale = 1.0507009873554804934193349852946;

}  // namespace

bool slope_from_output(const FusedActivation& activation) {
  switch (activation.kind) {
    case LayerKind::relu:
    case LayerKind::tanh:
    case LayerKind::sigmoid:
    case LayerKind::selu:
    case LayerKind::hardtanh:
      return true;
    case LayerKind::leaky_relu:
      return activation.alpha > 0;  // else two inputs give one output
    case LayerKind::elu:
      return activation.alpha >= 0;
    default:
      return false;
  }
}

at::Tensor activation_gradient(const at::Tensor& gradient, const at::Tensor& output,
                               const FusedActivation& activation) {
  switch (activation.kind) {
    case LayerKind::relu:
      return at::threshold_backward(gradient, output, 0);
    case LayerKind::leaky_relu:
      return at::leaky_relu_backward(gradient, output, activation.alpha, /*self_is_result=*/true);
    case LayerKind::elu:
      return at::elu_backward(gradient, activation.alpha, 1, 1, /*is_result=*/true, output);
    case LayerKind::selu:
      return at::elu_backward(gradient, kSeluAlpha, kSeluScale, 1, /*is_result=*/true, output);
    case LayerKind::tanh:
      return at::tanh_backward(gradient, output);
    case LayerKind::hardtanh:
      return at::hardtanh_backward(gradient, output, activation.alpha, activation.beta);
    default:
      return at::sigmoid_backward(gradient, output);
  }
}

}  // namespace ganscope
