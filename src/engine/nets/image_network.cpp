#include "engine/nets/image_network.hpp"

#include <cmath>
#include <span>

#include "engine/nets/conv_kernels.hpp"
#include "exchange/layer_constants.hpp"

namespace ganscope {
namespace {

using Kind = ImageLayerKind;

constexpr float kDcganDeviation = 0.02f;

std::vector<std::int64_t> weight_shape(const ImageLayer& layer) {
  switch (layer.kind) {
    case Kind::linear:
      return {layer.outputs, layer.inputs};
    case Kind::conv:
      return {layer.outputs, layer.inputs, layer.kernel, layer.kernel};
    case Kind::conv_transpose:
      return {layer.inputs, layer.outputs, layer.kernel, layer.kernel};
    case Kind::batch_norm:
    case Kind::layer_norm:
      return {layer.inputs};
    default:
      return {};
  }
}

std::int64_t count_of(const std::vector<std::int64_t>& shape) {
  std::int64_t count = shape.empty() ? 0 : 1;
  for (const std::int64_t side : shape) count *= side;
  return count;
}

bool is_norm(const ImageLayer& layer) {
  return layer.kind == Kind::batch_norm || layer.kind == Kind::layer_norm;
}

/// Convolutions here have none: normalisation would take it away again.
bool has_bias(const ImageLayer& layer) { return layer.kind == Kind::linear || is_norm(layer); }

/// Inputs that one output sums over.
std::int64_t fan_in(const ImageLayer& layer) {
  return layer.kind == Kind::linear ? layer.inputs : std::int64_t{layer.inputs} * layer.kernel * layer.kernel;
}

}  // namespace

ImageNetwork::ImageNetwork(const ImageNetworkDescription& description, WeightStart start, Rng& rng,
                           const at::Device& device)
    : layers_(description.layers), input_(description.input.begin(), description.input.end()) {
  allocate(device);
  initialise(start, rng);
}

void ImageNetwork::allocate(const at::Device& device) {
  std::int64_t parameters = 0;
  std::int64_t statistics = 0;
  for (const ImageLayer& layer : layers_) {
    parameters += count_of(weight_shape(layer)) + (has_bias(layer) ? layer.outputs : 0);
    if (layer.kind == Kind::batch_norm) statistics += 2 * layer.inputs;
  }
  const auto options = at::TensorOptions(at::kFloat).device(device);
  flat_ = at::zeros({parameters}, options);
  flat_gradient_ = at::zeros({parameters}, options);
  flat_.mutable_grad() = flat_gradient_;
  running_ = at::zeros({statistics}, options);
  std::int64_t at_parameter = 0;
  std::int64_t at_statistic = 0;
  const auto parameter = [&](const std::vector<std::int64_t>& shape) {
    const std::int64_t count = count_of(shape);
    at::Tensor p = flat_.narrow(0, at_parameter, count).view(shape).detach();
    p.mutable_grad() = flat_gradient_.narrow(0, at_parameter, count).view(shape);
    p.requires_grad_(true);
    at_parameter += count;
    return p;
  };
  for (const ImageLayer& layer : layers_) {
    Tensors& tensors = tensors_.emplace_back();
    if (const auto shape = weight_shape(layer); !shape.empty()) tensors.weight = parameter(shape);
    if (has_bias(layer)) tensors.bias = parameter({layer.outputs});
    if (layer.kind == Kind::batch_norm) {
      tensors.running_mean = running_.narrow(0, at_statistic, layer.inputs);
      tensors.running_variance = running_.narrow(0, at_statistic + layer.inputs, layer.inputs);
      at_statistic += 2 * layer.inputs;
    }
  }
}

void ImageNetwork::initialise(WeightStart start, Rng& rng) {
  const at::NoGradGuard no_grad;
  // Drawn on the CPU in the order of the layers, so that a seed means the same everywhere.
  const auto draw = [&](const at::Tensor& to, auto fill) {
    at::Tensor values = at::empty(to.sizes(), at::kFloat);
    fill(std::span<float>(values.data_ptr<float>(), static_cast<std::size_t>(values.numel())));
    to.copy_(values);
  };
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Tensors& t = tensors_[i];
    if (!t.weight.defined()) continue;
    if (t.running_variance.defined()) t.running_variance.fill_(1);
    if (start == WeightStart::dcgan) {
      const float mean = is_norm(layers_[i]) ? 1.f : 0.f;
      draw(t.weight, [&](std::span<float> values) {
        for (float& value : values) value = mean + kDcganDeviation * static_cast<float>(rng.normal());
      });
    } else if (is_norm(layers_[i])) {
      t.weight.fill_(1);
    } else {
      const float bound = 1.f / std::sqrt(static_cast<float>(fan_in(layers_[i])));
      const auto uniform = [&](std::span<float> values) { rng.fill_uniform(values, -bound, bound); };
      draw(t.weight, uniform);
      if (t.bias.defined()) draw(t.bias, uniform);
    }
  }
}

at::Tensor ImageNetwork::forward(const at::Tensor& x, Statistics statistics,
                                 const c10::optional<at::Generator>& noise) {
  std::vector<std::int64_t> shape{x.size(0)};
  shape.insert(shape.end(), input_.begin(), input_.end());
  at::Tensor h = x.reshape(shape);
  for (std::size_t i = 0; i < layers_.size(); ++i) h = apply(i, h, statistics, noise);
  return h;
}

at::Tensor ImageNetwork::apply(std::size_t index, const at::Tensor& x, Statistics statistics,
                               const c10::optional<at::Generator>& noise) {
  const ImageLayer& layer = layers_[index];
  const Tensors& t = tensors_[index];
  // What stands before an activation is a linear layer, a convolution or a normalisation, none of which
  // looks at its output again; only the input itself may not be overwritten.
  const bool in_place = index > 0;
  switch (layer.kind) {
    case Kind::linear:
      return at::linear(x, t.weight, t.bias);
    case Kind::conv:
      return conv(x, t.weight, layer.stride, layer.padding);
    case Kind::conv_transpose:
      return conv_transpose(x, t.weight, layer.stride, layer.padding);
    case Kind::batch_norm:
    case Kind::layer_norm:
      return normalise(index, x, statistics);
    case Kind::relu:
      return in_place ? at::relu_(const_cast<at::Tensor&>(x)) : at::relu(x);
    case Kind::leaky_relu:
      return in_place ? at::leaky_relu_(const_cast<at::Tensor&>(x), kLeakyReluSlope)
                      : at::leaky_relu(x, kLeakyReluSlope);
    case Kind::tanh:
      return at::tanh(x);
    case Kind::dropout: {
      if (!noise) return x;
      const double kept = 1 - layer.share;
      return x * at::empty_like(x).bernoulli_(kept, noise).div_(kept);
    }
    case Kind::pixel_shuffle:
      return at::pixel_shuffle(x, 2);
    case Kind::max_pool:
      return at::max_pool2d(x, 2);
    case Kind::reshape: {
      std::vector<std::int64_t> shape{x.size(0)};
      shape.insert(shape.end(), layer.shape.begin(), layer.shape.end());
      return x.reshape(shape);
    }
  }
  return x;
}

at::Tensor ImageNetwork::normalise(std::size_t index, const at::Tensor& x, Statistics statistics) {
  const Tensors& t = tensors_[index];
  if (layers_[index].kind == Kind::layer_norm)
    return at::group_norm(x, 1, t.weight, t.bias, kBatchNormEpsilon, false);
  const bool running = statistics != Statistics::batch;
  return at::batch_norm(x, t.weight, t.bias, running ? t.running_mean : at::Tensor(),
                        running ? t.running_variance : at::Tensor(), statistics != Statistics::running,
                        kBatchNormMomentum, kBatchNormEpsilon, false);
}

void ImageNetwork::require_gradients(bool on) {
  for (Tensors& t : tensors_)
    for (at::Tensor* p : {&t.weight, &t.bias})
      if (p->defined()) p->requires_grad_(on);
}

std::vector<at::Tensor> ImageNetwork::linear_parameters() const {
  std::vector<at::Tensor> out;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (is_norm(layers_[i])) continue;
    for (const at::Tensor* p : {&tensors_[i].weight, &tensors_[i].bias})
      if (p->defined()) out.push_back(*p);
  }
  return out;
}

std::vector<std::pair<std::string, at::Tensor>> ImageNetwork::named_tensors() const {
  std::vector<std::pair<std::string, at::Tensor>> out;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::string stem = "main." + std::to_string(i) + ".";
    const Tensors& t = tensors_[i];
    if (t.weight.defined()) out.emplace_back(stem + "weight", t.weight.detach());
    if (t.bias.defined()) out.emplace_back(stem + "bias", t.bias.detach());
    if (t.running_mean.defined()) {
      out.emplace_back(stem + "running_mean", t.running_mean);
      out.emplace_back(stem + "running_var", t.running_variance);
    }
  }
  return out;
}

}  // namespace ganscope
