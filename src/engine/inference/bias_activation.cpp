#include "engine/inference/bias_activation.hpp"

#include <ATen/Parallel.h>

#include "engine/inference/row_kernels.hpp"

namespace ganscope {

void activate(at::Tensor& x, const FusedActivation& activation) {
  switch (activation.kind) {
    case LayerKind::relu:
      at::relu_(x);
      break;
    case LayerKind::leaky_relu:
      at::leaky_relu_(x, activation.alpha);
      break;
    case LayerKind::elu:
      at::elu_(x, activation.alpha);
      break;
    case LayerKind::tanh:
      at::tanh_(x);
      break;
    case LayerKind::selu:
      at::selu_(x);
      break;
    case LayerKind::gelu:
      at::gelu_(x, activation.tanh_gelu ? "tanh" : "none");
      break;
    case LayerKind::silu:
      at::silu_(x);
      break;
    case LayerKind::mish:
      at::mish_(x);
      break;
    case LayerKind::hardtanh:
      at::hardtanh_(x, activation.alpha, activation.beta);
      break;
    default:
      at::sigmoid_(x);
  }
}

void add_bias_and_activate(at::Tensor& x, const at::Tensor& bias,
                           const std::optional<FusedActivation>& activation) {
  const bool kinked =
      activation && (activation->kind == LayerKind::relu || activation->kind == LayerKind::leaky_relu);
  if (bias.defined()) {
    const std::int64_t channels = x.size(1);
    const std::int64_t rows = x.numel() / channels;
    const float slope = kinked ? activation->alpha : 1.F;
    float* data = x.data_ptr<float>();
    const float* add = bias.data_ptr<float>();
    constexpr std::int64_t kGrain = 1 << 15;  // numbers worth a thread
    at::parallel_for(0, rows, std::max<std::int64_t>(1, kGrain / channels),
                     [&](std::int64_t first, std::int64_t end) {
                       add_bias_rows(data + first * channels, end - first, add, channels, slope);
                     });
    if (kinked) return;
  }
  if (activation) activate(x, *activation);
}

}  // namespace ganscope
