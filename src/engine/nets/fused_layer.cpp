#include "engine/nets/fused_layer.hpp"

#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <vector>

#include "engine/nets/mlp.hpp"
#include "engine/nets/norm_elu_kernels.hpp"
#include "engine/nets/torch_compat.hpp"

namespace ganscope {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Running mean and variance to move, or null pointers: the layer's own memory, no part of the graph.
struct RunningStatistics {
  float* mean;
  float* variance;

  void move(const at::Tensor& batch_mean, const at::Tensor& inverse_deviation, std::int64_t rows) const {
    const double unbiased = static_cast<double>(rows) / static_cast<double>(rows - 1);
    const float* m = batch_mean.data_ptr<float>();
    const float* inverse = inverse_deviation.data_ptr<float>();
    for (std::int64_t c = 0; c < batch_mean.numel(); ++c) {
      const double batch_variance = 1.0 / (static_cast<double>(inverse[c]) * inverse[c]) - kBatchNormEpsilon;
      mean[c] += static_cast<float>(kBatchNormMomentum * (m[c] - mean[c]));
      variance[c] += static_cast<float>(kBatchNormMomentum * (batch_variance * unbiased - variance[c]));
    }
  }
};

class LinearNormElu : public torch::autograd::Function<LinearNormElu> {
 public:
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& weight,
                            const at::Tensor& bias, const at::Tensor& scale, const at::Tensor& shift,
                            RunningStatistics running) {
    at::Tensor normalised = at::linear(x, weight, bias);  // becomes x-hat in place
    const NormElu made = norm_elu(normalised, scale, shift);
    if (running.mean != nullptr) running.move(made.mean, made.inverse_deviation, x.size(0));
    ctx->save_for_backward({x, weight, scale, normalised, made.out, made.inverse_deviation});
    return made.out;
  }

  static variable_list backward(AutogradContext* ctx, variable_list gradients) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "the fused layer is differentiable once only");
    const variable_list saved = ctx->get_saved_variables();
    const at::Tensor& x = saved[0];
    const at::Tensor& weight = saved[1];
    const at::Tensor& scale = saved[2];
    const std::int64_t rows = x.size(0);
    const std::int64_t columns = weight.size(0);
    const at::Tensor out_gradient = gradients[0].contiguous();
    at::Tensor pre_gradient = at::empty_like(out_gradient);
    at::Tensor scale_gradient = at::empty({columns}, at::kFloat);
    at::Tensor shift_gradient = at::empty({columns}, at::kFloat);
    norm_elu_backward({.rows = rows,
                       .columns = columns,
                       .scale = scale.data_ptr<float>(),
                       .normalised = saved[3].data_ptr<float>(),
                       .out = saved[4].data_ptr<float>(),
                       .inverse_deviation = saved[5].data_ptr<float>(),
                       .out_gradient = out_gradient.data_ptr<float>(),
                       .x_gradient = pre_gradient.data_ptr<float>(),
                       .scale_gradient = scale_gradient.data_ptr<float>(),
                       .shift_gradient = shift_gradient.data_ptr<float>()});
    at::Tensor x_gradient;
    if (ctx->needs_input_grad(0)) x_gradient = pre_gradient.mm(weight);
    if (!ctx->needs_input_grad(1)) return {x_gradient, {}, {}, {}, {}, {}};
    // The bias vanishes in the batch mean: its gradient is 0 but for rounding.
    return {x_gradient,     pre_gradient.t().mm(x), at::zeros({columns}, at::kFloat),
            scale_gradient, shift_gradient,         {}};
  }
};

}  // namespace

NormElu norm_elu(at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift) {
  const std::int64_t columns = x.size(1);
  NormElu made{at::empty_like(x), at::empty({columns}, at::kFloat), at::empty({columns}, at::kFloat)};
  norm_elu_forward({.rows = x.size(0),
                    .columns = columns,
                    .epsilon = static_cast<float>(kBatchNormEpsilon),
                    .scale = scale.data_ptr<float>(),
                    .shift = shift.data_ptr<float>(),
                    .x = x.data_ptr<float>(),
                    .out = made.out.data_ptr<float>(),
                    .mean = made.mean.data_ptr<float>(),
                    .inverse_deviation = made.inverse_deviation.data_ptr<float>()});
  return made;
}

bool fused_layer_supports(const NetworkConfig& config) {
  return config.normalisation == Normalisation::batch && config.activation == Activation::elu;
}

at::Tensor fused_linear_norm_elu(const at::Tensor& x, const FusedLayerParameters& p) {
  RunningStatistics running{nullptr, nullptr};
  if (p.running_mean.defined())
    running = {p.running_mean.data_ptr<float>(), p.running_variance.data_ptr<float>()};
  return torch_compat::apply<LinearNormElu>(x, p.weight, p.bias, p.scale, p.shift, running);
}

}  // namespace ganscope
