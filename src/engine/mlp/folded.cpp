#include "engine/mlp/folded.hpp"

#include <algorithm>
#include <cmath>

#include "exchange/layer_constants.hpp"

namespace ganscope::mlp {

Folded::Folded(const Network<float>& network, const Pass<float>& batch) : network_(&network) {
  std::size_t count = 0;
  for (const LayerPlace& l : network.layers()) {
    const auto take = [&](int rows) {
      const std::size_t here = count;
      count += static_cast<std::size_t>(padded<float>(rows * l.stride));
      return here;
    };
    at_.push_back(take(l.inputs));
    bias_at_.push_back(take(1));
    widest_ = std::max(widest_, padded<float>(l.stride));
  }
  weights_.assign(count, 0.f);
  std::vector<float> mean;
  std::vector<float> variance;
  for (std::size_t i = 0; i < network.layers().size(); ++i) {
    const LayerPlace& l = network.layers()[i];
    const auto width = static_cast<std::size_t>(l.outputs);
    mean.assign(width, 0.f);
    variance.assign(width, 0.f);
    if (l.normalised) batch.statistics(static_cast<int>(i), mean, variance);
    for (std::size_t c = 0; c < width; ++c) {
      // The statistics are of the product alone: a bias in front of a normalisation makes no difference.
      const float scale = network.packed()[l.padded_scale + c];
      const float factor =
          l.normalised ? scale / std::sqrt(variance[c] + static_cast<float>(kBatchNormEpsilon)) : 1.f;
      for (int k = 0; k < l.inputs; ++k) {
        const std::size_t at = static_cast<std::size_t>(k) * static_cast<std::size_t>(l.stride) + c;
        weights_[at_[i] + at] = network.packed()[l.transposed + at] * factor;
      }
      weights_[bias_at_[i] + c] = l.normalised ? network.packed()[l.padded_shift + c] - mean[c] * factor
                                               : network.packed()[l.padded_bias + c];
    }
  }
}

void Folded::operator()(std::span<const float> in, std::span<float> out) const {
  const auto inputs = static_cast<std::size_t>(network_->inputs());
  const auto outputs = static_cast<std::size_t>(network_->outputs());
  const std::size_t rows = in.size() / inputs;
  std::vector<Product<float>> products[2];
  for (std::size_t kind = 0; kind < 2; ++kind) {
    const int count =
        kind == 0 ? std::min<int>(kTileRows, static_cast<int>(rows)) : static_cast<int>(rows % kTileRows);
    int input_stride = network_->inputs();
    for (const LayerPlace& l : network_->layers()) {
      products[kind].push_back(Product<float>({.rows = count,
                                               .columns = l.stride,
                                               .inner = l.inputs,
                                               .left_stride = input_stride,
                                               .right_stride = l.stride,
                                               .out_stride = l.stride}));
      input_stride = l.stride;
    }
  }
  const auto place = static_cast<std::size_t>(kTileRows) * static_cast<std::size_t>(widest_);
  Aligned<float> room(2 * place, 0.f);
  for (std::size_t row = 0; row < rows; row += kTileRows) {
    const int count = static_cast<int>(std::min<std::size_t>(kTileRows, rows - row));
    const auto& made = products[rows >= kTileRows && count < kTileRows ? 1 : 0];
    const float* from = in.data() + row * inputs;
    for (std::size_t i = 0; i < at_.size(); ++i) {
      const LayerPlace& l = network_->layers()[i];
      const float* bias = weights_.data() + bias_at_[i];
      if (i + 1 < at_.size()) {
        float* to = room.data() + (i % 2) * place;
        made[i](from, weights_.data() + at_[i], to);
        row_kernels<float>().add_bias(network_->config().activation, {count, l.stride}, bias, to);
        from = to;
        continue;
      }
      float* to = out.data() + row * outputs;
      made[i](from, weights_.data() + at_[i], to);
      for (int r = 0; r < count; ++r)
        for (std::size_t c = 0; c < outputs; ++c) *to++ += bias[c];
    }
  }
}

}  // namespace ganscope::mlp
