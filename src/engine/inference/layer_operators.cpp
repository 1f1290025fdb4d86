#include "engine/inference/layer_operators.hpp"

#include <algorithm>
#include <cstring>

#include "engine/inference/branches.hpp"
#include "engine/models/finite_tensor.hpp"

namespace ganscope {
namespace {

std::array<std::int64_t, 2> wide(const std::array<int, 2>& pair) { return {pair[0], pair[1]}; }

at::Tensor join_label(const NetworkLayer& layer, const at::Tensor& x, const at::Tensor& labels) {
  const LayerCard& card = layer.plan.card;
  const auto embedded = [&](std::int64_t classes) {
    return card.one_hot ? at::one_hot(labels, classes).to(at::kFloat)
                        : at::embedding(layer.tensor(TensorRole::weight), labels);
  };
  const std::int64_t out = layer.plan.out[0];
  switch (card.join) {
    case LabelJoin::latent_first:
      return at::cat({x, embedded(out - layer.plan.in[0])}, 1);
    case LabelJoin::embedding_first:
      return at::cat({embedded(out - layer.plan.in[0]), x}, 1);
    case LabelJoin::multiply:
      return x * embedded(out);
    case LabelJoin::add:
      return x + embedded(out);
    case LabelJoin::alone:
      break;
  }
  return embedded(out);
}

at::Tensor upsampled(const NetworkLayer& layer, const at::Tensor& x) {
  const LayerCard& card = layer.plan.card;
  const std::array<std::int64_t, 2> size{layer.plan.out[1], layer.plan.out[2]};
  switch (card.mode) {
    case UpsampleMode::bilinear:
      return at::upsample_bilinear2d(x, size, card.align_corners);
    case UpsampleMode::bicubic:
      return at::upsample_bicubic2d(x, size, card.align_corners);
    case UpsampleMode::nearest:
      break;
  }
  return at::upsample_nearest2d(x, size);
}

/// Batch statistics ignore running ones even where the file has them.
at::Tensor batch_normed(const NetworkLayer& layer, const at::Tensor& x, const at::Tensor& weight,
                        const at::Tensor& bias) {
  const bool batch = layer.plan.card.batch_statistics;
  const at::Tensor none;
  return at::batch_norm(x, weight, bias, batch ? none : layer.tensor(TensorRole::running_mean),
                        batch ? none : layer.tensor(TensorRole::running_var), batch, 0.0, layer.plan.card.eps,
                        false);
}

at::Tensor conditionally_normed(const NetworkLayer& layer, const at::Tensor& x, const at::Tensor& labels) {
  const std::int64_t channels = layer.plan.in[0];
  at::Tensor scale;
  at::Tensor shift;
  if (const at::Tensor& both = layer.tensor(TensorRole::embedding); both.defined()) {
    const at::Tensor rows = at::embedding(both, labels);
    scale = rows.narrow(1, 0, channels);
    shift = rows.narrow(1, channels, channels);
  } else {
    scale = at::embedding(layer.tensor(TensorRole::scale_embedding), labels);
    shift = at::embedding(layer.tensor(TensorRole::shift_embedding), labels);
  }
  if (layer.plan.card.one_plus) scale = scale + 1;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
  shape[0] = x.size(0);
  shape[1] = channels;
  return at::addcmul(shift.reshape(shape), batch_normed(layer, x, {}, {}), scale.reshape(shape));
}

at::Tensor padded(const LayerCard& card, const at::Tensor& x) {
  const auto& [left, right, top, bottom] = card.sides;
  const std::array<std::int64_t, 4> sides{left, right, top, bottom};
  if (card.kind == LayerKind::reflection_pad) return at::reflection_pad2d(x, sides);
  if (card.kind == LayerKind::replication_pad) return at::replication_pad2d(x, sides);
  if (card.kind == LayerKind::zero_pad) return at::constant_pad_nd(x, sides, 0);
  return x.slice(2, top, x.size(2) - bottom).slice(3, left, x.size(3) - right);
}

at::Tensor pooled(const LayerCard& card, const at::Tensor& x) {
  if (card.kind == LayerKind::max_pool)
    return at::max_pool2d(x, wide(card.kernel), wide(card.stride), wide(card.padding), {1, 1},
                          card.ceil_mode);
  return at::avg_pool2d(x, wide(card.kernel), wide(card.stride), wide(card.padding), card.ceil_mode,
                        card.count_include_pad);
}

/// Zhang et al., Self-Attention GAN, section 3; keys and values pooled as in BigGAN's code.
at::Tensor attended(const NetworkLayer& layer, const at::Tensor& x) {
  const std::int64_t count = x.size(0);
  const auto projected = [&](TensorRole role, const at::Tensor& from) {
    const at::Tensor& weight = layer.tensor(role);
    return at::conv2d(from, weight.reshape({weight.size(0), weight.size(1), 1, 1}),
                      layer.tensor(static_cast<TensorRole>(static_cast<int>(role) + 1)));
  };
  const auto rows = [&](const at::Tensor& picture) {  // n x channels x pixels
    return picture.reshape({count, picture.size(1), -1});
  };
  at::Tensor keys = projected(TensorRole::key_weight, x);
  at::Tensor values = projected(TensorRole::value_weight, x);
  if (layer.plan.card.pooled) {
    keys = at::max_pool2d(keys, {2, 2});
    values = at::max_pool2d(values, {2, 2});
  }
  const at::Tensor queries = rows(projected(TensorRole::query_weight, x)).transpose(1, 2);
  const at::Tensor shares = at::softmax(queries.bmm(rows(keys)) * layer.plan.card.scale, -1);
  at::Tensor out =
      rows(values).bmm(shares.transpose(1, 2)).view({count, values.size(1), x.size(2), x.size(3)});
  if (layer.tensor(TensorRole::output_weight).defined()) out = projected(TensorRole::output_weight, out);
  const at::Tensor& gamma = layer.tensor(TensorRole::gamma);
  return gamma.defined() ? at::addcmul(x, out, gamma.reshape({1, 1, 1, 1})) : x + out;
}

at::Tensor concatenated(const LayerCard& card, std::span<const at::Tensor> inputs) {
  std::vector<at::Tensor> parts(inputs.begin(), inputs.end());
  if (card.order == ConcatOrder::current_last) std::rotate(parts.begin(), parts.begin() + 1, parts.end());
  return at::cat(parts, 1);
}

at::Tensor added(const LayerCard& card, std::span<const at::Tensor> inputs) {
  at::Tensor sum = card.scale == 1 ? inputs[0] : inputs[0] * card.scale;
  for (const at::Tensor& other : inputs.subspan(1)) sum = sum + other;
  return sum;
}

at::Tensor normed(const NetworkLayer& layer, const at::Tensor& x, const at::Tensor& labels) {
  const LayerCard& card = layer.plan.card;
  const at::Tensor& weight = layer.tensor(TensorRole::weight);
  const at::Tensor& bias = layer.tensor(TensorRole::bias);
  switch (card.kind) {
    case LayerKind::layer_norm: {
      const std::vector<std::int64_t> shape(card.shape.begin(), card.shape.end());
      return at::layer_norm(x.contiguous(), shape, weight, bias, card.eps);
    }
    case LayerKind::group_norm:
      return at::group_norm(x.contiguous(), card.groups, weight, bias, card.eps);
    case LayerKind::instance_norm:
      return at::instance_norm(x.contiguous(), weight, bias, {}, {}, true, 0.0, card.eps, false);
    case LayerKind::pixel_norm:
      return x * at::rsqrt(x.square().mean(1, /*keepdim=*/true) + card.eps);
    case LayerKind::conditional_batch_norm:
      return conditionally_normed(layer, x, labels);
    default:
      return batch_normed(layer, x, weight, bias);
  }
}

at::Tensor activated(const NetworkLayer& layer, const at::Tensor& x) {
  const LayerCard& card = layer.plan.card;
  switch (card.kind) {
    case LayerKind::relu:
      return at::relu(x);
    case LayerKind::leaky_relu:
      return at::leaky_relu(x, card.slope);
    case LayerKind::elu:
      return at::elu(x, card.alpha);
    case LayerKind::tanh:
      return at::tanh(x);
    case LayerKind::sigmoid:
      return at::sigmoid(x);
    case LayerKind::prelu:
      return at::prelu(x, layer.tensor(TensorRole::weight));
    case LayerKind::selu:
      return at::selu(x);
    case LayerKind::gelu:
      return at::gelu(x, card.tanh_gelu ? "tanh" : "none");
    case LayerKind::silu:
      return at::silu(x);
    case LayerKind::mish:
      return at::mish(x);
    default:
      return at::hardtanh(x, card.range[0], card.range[1]);
  }
}

}  // namespace

at::Tensor apply_layer(const NetworkLayer& layer, std::span<const at::Tensor> inputs,
                       const at::Tensor& labels) {
  const at::Tensor& x = inputs[0];
  const LayerCard& card = layer.plan.card;
  const at::Tensor& weight = layer.tensor(TensorRole::weight);
  const at::Tensor& bias = layer.tensor(TensorRole::bias);
  switch (card.kind) {
    case LayerKind::class_embedding:
      return join_label(layer, x, labels);
    case LayerKind::linear:
      return at::linear(x, weight, bias);
    case LayerKind::conv2d:
      return at::conv2d(x, weight, bias, wide(card.stride), wide(card.padding), wide(card.dilation),
                        card.groups);
    case LayerKind::conv_transpose2d:
      return at::conv_transpose2d(x, weight, bias, wide(card.stride), wide(card.padding),
                                  wide(card.output_padding), card.groups, wide(card.dilation));
    case LayerKind::batch_norm:
    case LayerKind::conditional_batch_norm:
    case LayerKind::layer_norm:
    case LayerKind::group_norm:
    case LayerKind::instance_norm:
    case LayerKind::pixel_norm:
      return normed(layer, x, labels);
    case LayerKind::relu:
    case LayerKind::leaky_relu:
    case LayerKind::elu:
    case LayerKind::tanh:
    case LayerKind::sigmoid:
    case LayerKind::prelu:
    case LayerKind::selu:
    case LayerKind::gelu:
    case LayerKind::silu:
    case LayerKind::mish:
    case LayerKind::hardtanh:
      return activated(layer, x);
    case LayerKind::upsample:
      return upsampled(layer, x);
    case LayerKind::pixel_shuffle:
      return at::pixel_shuffle(x, card.factor);
    case LayerKind::reshape: {
      std::vector<std::int64_t> shape{x.size(0)};
      shape.insert(shape.end(), card.shape.begin(), card.shape.end());
      return x.reshape(shape);
    }
    case LayerKind::zero_pad:
    case LayerKind::reflection_pad:
    case LayerKind::replication_pad:
    case LayerKind::crop:
      return padded(card, x);
    case LayerKind::avg_pool:
    case LayerKind::max_pool:
      return pooled(card, x);
    case LayerKind::self_attention:
      return attended(layer, x);
    case LayerKind::add:
      return added(card, inputs);
    case LayerKind::concat:
      return concatenated(card, inputs);
  }
  return x;
}

std::vector<NetworkLayer> load_layers(const ModelPlan& plan, const TensorFile& file, at::Device device) {
  std::vector<NetworkLayer> layers;
  for (const PlannedLayer& planned : plan.layers) {
    NetworkLayer layer{planned, {}};
    for (std::size_t role = 0; role < kTensorRoles; ++role) {
      if (!planned.tensors[role]) continue;
      const RawTensor raw = file.read(*planned.tensors[role]);
      const std::vector<float> values = finite_floats(raw, file.name());
      at::Tensor tensor = at::empty(raw.shape, at::kFloat);
      if (!values.empty())
        std::memcpy(tensor.data_ptr<float>(), values.data(), values.size() * sizeof(float));
      layer.tensors[role] = tensor.to(device);
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

namespace {

class EagerNetwork final : public Network {
 public:
  explicit EagerNetwork(std::vector<NetworkLayer> layers)
      : layers_(std::move(layers)),
        branches_(layers_, [](const NetworkLayer& layer) { return layer.plan.inputs; }) {}
  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    return branches_.run(latents, [&](std::size_t i, std::span<const at::Tensor> inputs) {
      return apply_layer(layers_[i], inputs, labels);
    });
  }

 private:
  std::vector<NetworkLayer> layers_;
  Branches branches_;
};

}  // namespace

std::unique_ptr<Network> make_eager_network(std::vector<NetworkLayer> layers) {
  return std::make_unique<EagerNetwork>(std::move(layers));
}

}  // namespace ganscope
