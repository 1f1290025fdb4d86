#include "engine/inference/layer_operators.hpp"

#include <cstring>

#include "engine/models/finite_tensor.hpp"

namespace ganscope {
namespace {

std::array<std::int64_t, 2> wide(const std::array<int, 2>& pair) { return {pair[0], pair[1]}; }

at::Tensor join_label(const NetworkLayer& layer, const at::Tensor& latent, const at::Tensor& labels) {
  const LayerCard& card = layer.plan.card;
  // Where the two are multiplied or added, they are equally long.
  const std::int64_t more = layer.plan.out[0] - layer.plan.in[0];
  const std::int64_t classes = more > 0 ? more : layer.plan.in[0];
  const at::Tensor embedded = card.one_hot ? at::one_hot(labels, classes).to(at::kFloat)
                                           : at::embedding(layer.tensor(TensorRole::weight), labels);
  switch (card.join) {
    case LabelJoin::latent_first:
      return at::cat({latent, embedded}, 1);
    case LabelJoin::embedding_first:
      return at::cat({embedded, latent}, 1);
    case LabelJoin::multiply:
      return latent * embedded;
    case LabelJoin::add:
      return latent + embedded;
  }
  return latent;
}

at::Tensor upsampled(const LayerCard& card, const at::Tensor& x) {
  const std::array<std::int64_t, 2> size{x.size(2) * card.factor, x.size(3) * card.factor};
  if (card.mode == UpsampleMode::bilinear) return at::upsample_bilinear2d(x, size, card.align_corners);
  return at::upsample_nearest2d(x, size);
}

}  // namespace

at::Tensor apply_layer(const NetworkLayer& layer, const at::Tensor& x, const at::Tensor& labels) {
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
    case LayerKind::batch_norm: {
      // Batch statistics ignore running ones even where the file has them.
      const bool batch = card.batch_statistics;
      const at::Tensor none;
      return at::batch_norm(x, weight, bias, batch ? none : layer.tensor(TensorRole::running_mean),
                            batch ? none : layer.tensor(TensorRole::running_var), batch, 0.0, card.eps,
                            false);
    }
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
    case LayerKind::upsample:
      return upsampled(card, x);
    case LayerKind::pixel_shuffle:
      return at::pixel_shuffle(x, card.factor);
    case LayerKind::reshape: {
      std::vector<std::int64_t> shape{x.size(0)};
      shape.insert(shape.end(), card.shape.begin(), card.shape.end());
      return x.reshape(shape);
    }
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
  explicit EagerNetwork(std::vector<NetworkLayer> layers) : layers_(std::move(layers)) {}
  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    at::Tensor x = latents;
    for (const NetworkLayer& layer : layers_) x = apply_layer(layer, x, labels);
    return x;
  }

 private:
  std::vector<NetworkLayer> layers_;
};

}  // namespace

std::unique_ptr<Network> make_eager_network(std::vector<NetworkLayer> layers) {
  return std::make_unique<EagerNetwork>(std::move(layers));
}

}  // namespace ganscope
