#include "engine/nets/mlp.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "exchange/layer_constants.hpp"

namespace ganscope {
namespace {

std::span<float> values(const at::Tensor& tensor) {
  return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

at::Tensor apply_activation(Activation activation, const at::Tensor& x) {
  switch (activation) {
    case Activation::elu:
      return at::elu(x);
    case Activation::relu:
      return at::relu(x);
    case Activation::leaky_relu:
      return at::leaky_relu(x, kLeakyReluSlope);
    case Activation::tanh:
      return at::tanh(x);
  }
  return x;
}

}  // namespace

Mlp::Mlp(int inputs, int outputs, const NetworkConfig& config, Rng& rng)
    : inputs_(inputs), outputs_(outputs), config_(config) {
  const bool normalised = config.normalisation == Normalisation::batch;
  std::int64_t parameters = 0;
  std::int64_t statistics = 0;
  int fan_in = inputs;
  for (const int width : config.widths) {
    parameters += static_cast<std::int64_t>(width) * fan_in + width + (normalised ? 2 * width : 0);
    statistics += normalised ? 2 * width : 0;
    fan_in = width;
  }
  parameters += static_cast<std::int64_t>(outputs) * fan_in + outputs;
  flat_ = at::zeros({parameters}, at::kFloat);
  flat_gradient_ = at::zeros({parameters}, at::kFloat);
  flat_.mutable_grad() = flat_gradient_;
  running_ = at::zeros({statistics}, at::kFloat);

  std::int64_t at_parameter = 0;
  std::int64_t at_statistic = 0;
  const auto parameter = [&](std::vector<std::int64_t> shape) {
    std::int64_t count = 1;
    for (const std::int64_t n : shape) count *= n;
    at::Tensor p = flat_.narrow(0, at_parameter, count).view(shape).detach();
    p.mutable_grad() = flat_gradient_.narrow(0, at_parameter, count).view(shape);
    p.requires_grad_(true);
    at_parameter += count;
    return p;
  };
  const auto statistic = [&](std::int64_t count) {
    at::Tensor s = running_.narrow(0, at_statistic, count);
    at_statistic += count;
    return s;
  };
  fan_in = inputs;
  for (std::size_t i = 0; i <= config.widths.size(); ++i) {
    const bool hidden = i < config.widths.size();
    const int width = hidden ? config.widths[i] : outputs;
    Layer layer;
    layer.weight = parameter({width, fan_in});
    layer.bias = parameter({width});
    if (hidden && normalised) {
      layer.scale = parameter({width});
      layer.shift = parameter({width});
      layer.running_mean = statistic(width);
      layer.running_variance = statistic(width);
    }
    layers_.push_back(layer);
    fan_in = width;
  }
  initialise(rng);
}

void Mlp::initialise(Rng& rng) {
  const at::NoGradGuard no_grad;
  for (Layer& layer : layers_) {
    const float bound = 1.f / std::sqrt(static_cast<float>(layer.weight.size(1)));
    rng.fill_uniform(values(layer.weight), -bound, bound);
    rng.fill_uniform(values(layer.bias), -bound, bound);
    if (layer.scale.defined()) {
      layer.scale.fill_(1);
      layer.running_variance.fill_(1);
    }
  }
}

at::Tensor Mlp::activate(const at::Tensor& x) const { return apply_activation(config_.activation, x); }

at::Tensor Mlp::forward(const at::Tensor& x, Statistics statistics) {
  at::Tensor h = x;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer& layer = layers_[i];
    h = at::linear(h, layer.weight, layer.bias);
    if (i + 1 == layers_.size()) break;
    if (layer.scale.defined()) {
      const bool running = statistics != Statistics::batch;
      h = at::batch_norm(h, layer.scale, layer.shift, running ? layer.running_mean : at::Tensor(),
                         running ? layer.running_variance : at::Tensor(), statistics != Statistics::running,
                         kBatchNormMomentum, kBatchNormEpsilon, false);
    }
    h = activate(h);
  }
  return h;
}

void Mlp::require_gradients(bool on) {
  for (Layer& layer : layers_)
    for (at::Tensor* p : {&layer.weight, &layer.bias, &layer.scale, &layer.shift})
      if (p->defined()) p->requires_grad_(on);
}

std::vector<at::Tensor> Mlp::linear_parameters() const {
  std::vector<at::Tensor> out;
  for (const Layer& layer : layers_) {
    out.push_back(layer.weight);
    out.push_back(layer.bias);
  }
  return out;
}

}  // namespace ganscope
