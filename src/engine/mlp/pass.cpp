#include "engine/mlp/pass.hpp"

#include <algorithm>

#include "exchange/layer_constants.hpp"

namespace ganscope::mlp {
namespace {

/// Outputs whose weight gradients are one task.
constexpr int kGradientOutputs = 24;
/// Rows that a weight gradient takes at a time, of a batch with more than twice as many.
constexpr int kGradientRows = 512;
constexpr int kConstants = 8;

std::size_t product(int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

}  // namespace

template <class T>
void Pass<T>::shape(int rows, int groups, bool kept) {
  const bool same = rows == rows_ && groups == groups_ && kept == kept_;
  if (same && members_ == team_->size()) return;
  rows_ = rows;
  groups_ = groups;
  kept_ = kept;
  members_ = team_->size();
  widest_ = 0;
  for (int l = 0; l < network_->hidden(); ++l)
    widest_ = std::max(widest_, network_->layers()[static_cast<std::size_t>(l)].stride);
  if (network_->normalised())
    constants_.assign(product(members_ * network_->hidden() * groups * kConstants, widest_), T(0));
  if (same) return;
  tiles_.clear();
  for (int group = 0; group < groups; ++group)
    for (int row = 0; row < rows; row += kTileRows)
      tiles_.push_back({group * rows + row, std::min(kTileRows, rows - row), group});
  tile_rows_ = {std::min(kTileRows, rows), rows % kTileRows};
  make_room();
  make_products();
}

template <class T>
void Pass<T>::make_room() {
  const int all = groups_ * rows_;
  input_.assign(product(all, network_->inputs()), T(0));
  output_.assign(product(all, network_->outputs()), T(0));
  const auto hidden = static_cast<std::size_t>(network_->hidden());
  layers_.assign(hidden, {});
  const int both = network_->normalised() ? 2 : 1;
  std::size_t count = kept_ ? 0 : 2 * product(all, widest_);
  if (kept_)
    for (std::size_t l = 0; l < hidden; ++l) count += both * product(all, network_->layers()[l].stride);
  room_.assign(count, T(0));
  T* next = room_.data();
  for (std::size_t l = 0; l < hidden; ++l) {
    const int stride = network_->layers()[l].stride;
    layers_[l].z = kept_ ? next : room_.data() + (l % 2) * product(all, widest_);
    layers_[l].out = kept_ && both == 2 ? layers_[l].z + product(all, stride) : layers_[l].z;
    next += both * product(all, stride);
    layers_[l].sums.assign(product(2 * static_cast<int>(tiles_.size()), stride), T(0));
  }
}

template <class T>
void Pass<T>::make_products() {
  const int all = groups_ * rows_;
  const int rows_at_once = all <= 2 * kGradientRows ? all : kGradientRows;
  for (std::size_t kind = 0; kind < 2; ++kind) products_[kind] = {};
  gradient_products_.clear();
  int input_stride = network_->inputs();
  for (const LayerPlace& l : network_->layers()) {
    for (std::size_t kind = 0; kind < 2; ++kind) {
      if (tile_rows_[kind] == 0) continue;
      // Padded columns of the packed weights are 0, and so become the output's.
      products_[kind].forward.push_back(Product<T>({.rows = tile_rows_[kind],
                                                    .columns = l.stride,
                                                    .inner = l.inputs,
                                                    .left_stride = input_stride,
                                                    .right_stride = l.stride,
                                                    .out_stride = l.stride}));
      products_[kind].backward.push_back(Product<T>({.rows = tile_rows_[kind],
                                                     .columns = l.inputs,
                                                     .inner = l.outputs,
                                                     .left_stride = l.stride,
                                                     .right_stride = l.inputs,
                                                     .out_stride = input_stride}));
    }
    GradientProducts made;
    const int last_block = l.outputs % kGradientOutputs;
    for (std::size_t last = 0; last < 2; ++last) {
      ProductShape shape{.rows = last == 1 ? last_block : std::min(l.outputs, kGradientOutputs),
                         .columns = l.inputs,
                         .inner = rows_at_once,
                         .left_stride = l.stride,
                         .right_stride = input_stride,
                         .out_stride = l.inputs,
                         .left_transposed = true};
      made.at[last][0] = Product<T>(shape);
      shape.adds = true;
      made.at[last][1] = Product<T>(shape);
      shape.inner = all % rows_at_once;
      made.last_rows[last] = Product<T>(shape);
    }
    gradient_products_.push_back(made);
    input_stride = l.stride;
  }
}

template <class T>
typename Pass<T>::Constants Pass<T>::constants(int member, int layer, int group) const {
  T* at = constants_.data() +
          product(((member * network_->hidden() + layer) * groups_ + group) * kConstants, widest_);
  const auto next = [&] {
    T* here = at;
    at += widest_;
    return here;
  };
  Constants c{};
  for (T** each :
       {&c.mean, &c.variance, &c.inverse, &c.factor, &c.sum, &c.sum_hat, &c.at_mean, &c.at_deviation})
    *each = next();
  return c;
}

template <class T>
const T* Pass<T>::layer_input(int layer, int row) const {
  if (layer == 0) return input_.data() + product(row, network_->inputs());
  const auto before = static_cast<std::size_t>(layer - 1);
  return layers_[before].out + offset(before, row);
}

template <class T>
void Pass<T>::multiply_forward(int layer, const Tile& tile) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  T* to = layer == network_->hidden() ? output_.data() + product(tile.row, place.outputs)
                                      : layers_[l].z + offset(l, tile.row);
  products(tile).forward[l](layer_input(layer, tile.row), network_->packed() + place.transposed, to);
}

/// From the hidden layer's product to its output. Without normalisation that is all of it.
template <class T>
void Pass<T>::finish_hidden(int layer, const Tile& tile, int member) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  const Rows rows{tile.count, place.stride};
  T* out = layers_[l].out + offset(l, tile.row);
  const Activation activation = network_->config().activation;
  if (!place.normalised) {
    row_kernels<T>().add_bias(activation, rows, network_->packed() + place.padded_bias, out);
    return;
  }
  const Constants c = constants(member, layer, tile.group);
  row_kernels<T>().normalise(activation, {.rows = rows,
                                          .z = layers_[l].z + offset(l, tile.row),
                                          .mean = c.mean,
                                          .factor = c.factor,
                                          .shift = network_->packed() + place.padded_shift,
                                          .out = out});
}

template <class T>
void Pass<T>::finish_output(const Tile& tile) {
  multiply_forward(network_->hidden(), tile);
  const LayerPlace& place = network_->layers().back();
  const T* bias = network_->packed() + place.padded_bias;
  T* out = output_.data() + product(tile.row, place.outputs);
  for (int row = 0; row < tile.count; ++row)
    for (int c = 0; c < place.outputs; ++c) *out++ += bias[c];
}

template <class T>
void Pass<T>::gather_statistics(int layer, int member, bool moves) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  const int tiles = static_cast<int>(tiles_.size()) / groups_;
  for (int group = 0; group < groups_; ++group) {
    const Constants c = constants(member, layer, group);
    row_kernels<T>().statistics(
        {.from = {.tiles = tiles,
                  .stride = place.stride,
                  .rows = kTileRows,
                  .last_rows = tiles_[static_cast<std::size_t>(tiles - 1)].count,
                  .of_tiles = layers_[l].sums.data() + product(2 * group * tiles, place.stride)},
         .scale = network_->packed() + place.padded_scale,
         .epsilon = static_cast<T>(kBatchNormEpsilon),
         .mean = c.mean,
         .variance = c.variance,
         .inverse = c.inverse,
         .factor = c.factor});
    if (!moves || member != 0) continue;
    const T unbiased = static_cast<T>(rows_) / static_cast<T>(rows_ - 1);
    const T* bias = network_->packed() + place.padded_bias;
    T* mean = network_->running().data() + place.mean;
    T* variance = network_->running().data() + place.variance;
    constexpr T kMove = static_cast<T>(kBatchNormMomentum);
    for (int i = 0; i < place.outputs; ++i) {
      mean[i] += kMove * (c.mean[i] + bias[i] - mean[i]);
      variance[i] += kMove * (c.variance[i] * unbiased - variance[i]);
    }
  }
}

template <class T>
void Pass<T>::forward(bool moves) {
  team_->run([&](int member) {
    if (network_->normalised())
      forward_normalised(member, moves);
    else
      forward_plain(member);
  });
}

template <class T>
void Pass<T>::forward_normalised(int member, bool moves) {
  const Share mine = share(member);
  for (int layer = 0; layer < network_->hidden(); ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    const int stride = network_->layers()[l].stride;
    for (int t = mine.begin; t < mine.end; ++t) {
      const Tile& tile = tiles_[static_cast<std::size_t>(t)];
      if (layer > 0) finish_hidden(layer - 1, tile, member);
      multiply_forward(layer, tile);
      T* sums = layers_[l].sums.data() + product(2 * t, stride);
      row_kernels<T>().moments({.rows = {tile.count, stride},
                                .z = layers_[l].z + offset(l, tile.row),
                                .mean = sums,
                                .squares = sums + stride});
    }
    team_->meet();
    gather_statistics(layer, member, moves);
  }
  for (int t = mine.begin; t < mine.end; ++t) {
    const Tile& tile = tiles_[static_cast<std::size_t>(t)];
    if (network_->hidden() > 0) finish_hidden(network_->hidden() - 1, tile, member);
    finish_output(tile);
  }
}

template <class T>
void Pass<T>::forward_plain(int member) {
  const Share mine = share(member);
  for (int t = mine.begin; t < mine.end; ++t) {
    const Tile& tile = tiles_[static_cast<std::size_t>(t)];
    for (int layer = 0; layer < network_->hidden(); ++layer) {
      multiply_forward(layer, tile);
      finish_hidden(layer, tile, member);
    }
    finish_output(tile);
  }
}

template <class T>
void Pass<T>::statistics(int layer, std::span<T> mean, std::span<T> variance) const {
  const Constants c = constants(0, layer, 0);
  std::copy_n(c.mean, mean.size(), mean.begin());
  std::copy_n(c.variance, variance.size(), variance.begin());
}

template class Pass<float>;
template class Pass<double>;

}  // namespace ganscope::mlp
