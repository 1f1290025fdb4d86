#include <algorithm>

#include "engine/mlp/pass.hpp"

namespace ganscope::mlp {
namespace {

std::size_t times(int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

}  // namespace

/// From gradients at the layer's product to those at its input, which is a hidden layer's output.
template <class T>
void Pass<T>::multiply_backward(int layer, const Tile& tile, const T* gradients) {
  const auto before = static_cast<std::size_t>(layer - 1);
  const LayerPlace& place = network_->layers()[static_cast<std::size_t>(layer)];
  products(tile).backward[static_cast<std::size_t>(layer)](
      gradients + times(tile.row, place.stride), network_->parameters().data() + place.weight,
      layers_[before].gradient.data() + times(tile.row, network_->layers()[before].stride));
}

template <class T>
void Pass<T>::through_activation(int layer, const Tile& tile, int member) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  const std::size_t from = times(tile.row, place.stride);
  T* sums = layers_[l].sums.data() + times(2 * static_cast<int>(&tile - tiles_.data()), place.stride);
  GoingBack<T> a{.rows = {tile.count, place.stride},
                 .out = layers_[l].out + from,
                 .z = nullptr,
                 .mean = nullptr,
                 .inverse = nullptr,
                 .gradient = layers_[l].gradient.data() + from,
                 .sum = sums,
                 .sum_hat = sums + place.stride};
  const Activation activation = network_->config().activation;
  if (!place.normalised) {
    row_kernels<T>().back_plain(activation, a);
    return;
  }
  const Constants c = constants(member, layer, tile.group);
  a.z = layers_[l].z + from;
  a.mean = c.mean;
  a.inverse = c.inverse;
  row_kernels<T>().back(activation, a);
}

template <class T>
void Pass<T>::gather_sums(int layer, int member, bool weights) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  const int tiles = static_cast<int>(tiles_.size()) / groups_;
  for (int group = 0; group < groups_; ++group) {
    const Constants c = constants(member, layer, group);
    row_kernels<T>().norm_sums(
        {.from = {.tiles = tiles,
                  .stride = place.stride,
                  .rows = kTileRows,
                  .last_rows = tiles_[static_cast<std::size_t>(tiles - 1)].count,
                  .of_tiles = layers_[l].sums.data() + times(2 * group * tiles, place.stride)},
         .inverse = c.inverse,
         .factor = c.factor,
         .sum = c.sum,
         .sum_hat = c.sum_hat,
         .at_mean = c.at_mean,
         .at_deviation = c.at_deviation});
    if (!weights || member != 0) continue;
    T* scale = network_->gradients().data() + place.scale;
    T* shift = network_->gradients().data() + place.shift;
    for (int i = 0; i < place.outputs; ++i) {
      scale[i] = (group == 0 ? T(0) : scale[i]) + c.sum_hat[i];
      shift[i] = (group == 0 ? T(0) : shift[i]) + c.sum[i];
    }
  }
}

/// The member's blocks of the layer's weights, and its bias.
template <class T>
void Pass<T>::weight_gradients(int layer, int member, const T* output_gradients) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  const GradientProducts& made = gradient_products_[l];
  const int all = groups_ * rows_;
  const int block = made.at[0][0].shape().rows;
  const int rows_at_once = made.at[0][0].shape().inner;
  const int input_stride = made.at[0][0].shape().right_stride;
  const T* gradients = layer == network_->hidden() ? output_gradients : layers_[l].gradient.data();
  const T* inputs = layer_input(layer, 0);
  int task = layer;  // so that layers of one block each don't all fall to the same member
  for (int from = 0; from < place.outputs; from += block, ++task) {
    if (task % team_->size() != member) continue;
    const std::size_t last = from + block > place.outputs ? 1 : 0;
    T* out = network_->gradients().data() + place.weight + times(from, place.inputs);
    int row = 0;
    for (; row + rows_at_once <= all; row += rows_at_once)
      made.at[last][row == 0 ? 0 : 1](gradients + times(row, place.stride) + from,
                                      inputs + times(row, input_stride), out);
    if (row < all)
      made.last_rows[last](gradients + times(row, place.stride) + from, inputs + times(row, input_stride),
                           out);
  }
  if (task % team_->size() == member) bias_gradients(layer, output_gradients);
}

template <class T>
void Pass<T>::bias_gradients(int layer, const T* output_gradients) {
  const auto l = static_cast<std::size_t>(layer);
  const LayerPlace& place = network_->layers()[l];
  T* bias = network_->gradients().data() + place.bias;
  std::fill_n(bias, place.outputs, T(0));
  if (place.normalised) return;  // it vanishes in the batch mean
  if (layer == network_->hidden()) {
    for (int row = 0; row < groups_ * rows_; ++row)
      for (int c = 0; c < place.outputs; ++c) bias[c] += *output_gradients++;
    return;
  }
  const T* sums = layers_[l].sums.data();
  for (std::size_t t = 0; t < tiles_.size(); ++t, sums += 2 * place.stride)
    for (int c = 0; c < place.outputs; ++c) bias[c] += sums[c];
}

template <class T>
void Pass<T>::input_gradient(const Tile& tile, const Backward& wanted) {
  if (wanted.inputs_from < 0 || tile.row + tile.count <= wanted.inputs_from) return;
  const LayerPlace& place = network_->layers().front();
  products(tile).backward.front()(layers_.front().gradient.data() + times(tile.row, place.stride),
                                  network_->parameters().data() + place.weight,
                                  input_gradients_.data() + times(tile.row, place.inputs));
}

template <class T>
void Pass<T>::make_gradient_room() {
  if (input_gradients_.size() != input_.size()) input_gradients_.assign(input_.size(), T(0));
  for (std::size_t l = 0; l < layers_.size(); ++l)
    if (layers_[l].gradient.empty())
      layers_[l].gradient.assign(times(groups_ * rows_, network_->layers()[l].stride), T(0));
}

template <class T>
void Pass<T>::backward(const T* output_gradients, const Backward& wanted) {
  make_gradient_room();
  team_->run([&](int member) {
    if (network_->normalised())
      backward_normalised(member, output_gradients, wanted);
    else
      backward_plain(member, output_gradients, wanted);
  });
}

template <class T>
void Pass<T>::backward_normalised(int member, const T* output_gradients, const Backward& wanted) {
  const Share mine = share(member);
  const int hidden = network_->hidden();
  for (int t = mine.begin; t < mine.end; ++t) {
    const Tile& tile = tiles_[static_cast<std::size_t>(t)];
    multiply_backward(hidden, tile, output_gradients);
    through_activation(hidden - 1, tile, member);
  }
  team_->meet();
  if (wanted.weights) weight_gradients(hidden, member, output_gradients);
  for (int layer = hidden - 1; layer >= 0; --layer) {
    gather_sums(layer, member, wanted.weights);
    const auto l = static_cast<std::size_t>(layer);
    const int stride = network_->layers()[l].stride;
    for (int t = mine.begin; t < mine.end; ++t) {
      const Tile& tile = tiles_[static_cast<std::size_t>(t)];
      const Constants c = constants(member, layer, tile.group);
      row_kernels<T>().back_norm({.rows = {tile.count, stride},
                                  .z = layers_[l].z + times(tile.row, stride),
                                  .mean = c.mean,
                                  .factor = c.factor,
                                  .at_mean = c.at_mean,
                                  .at_deviation = c.at_deviation,
                                  .gradient = layers_[l].gradient.data() + times(tile.row, stride)});
      if (layer == 0) {
        input_gradient(tile, wanted);
        continue;
      }
      multiply_backward(layer, tile, layers_[l].gradient.data());
      through_activation(layer - 1, tile, member);
    }
    team_->meet();
    if (wanted.weights) weight_gradients(layer, member, output_gradients);
  }
}

template <class T>
void Pass<T>::backward_plain(int member, const T* output_gradients, const Backward& wanted) {
  const Share mine = share(member);
  const int hidden = network_->hidden();
  for (int t = mine.begin; t < mine.end; ++t) {
    const Tile& tile = tiles_[static_cast<std::size_t>(t)];
    for (int layer = hidden; layer > 0; --layer) {
      multiply_backward(
          layer, tile,
          layer == hidden ? output_gradients : layers_[static_cast<std::size_t>(layer)].gradient.data());
      through_activation(layer - 1, tile, member);
    }
    input_gradient(tile, wanted);
  }
  if (!wanted.weights) return;
  team_->meet();
  for (int layer = hidden; layer >= 0; --layer) weight_gradients(layer, member, output_gradients);
}

template <class T>
void Pass<T>::multiply_alone(const Backward& wanted) {
  make_gradient_room();
  team_->run([&](int member) {
    const Share mine = share(member);
    const int hidden = network_->hidden();
    const bool back = wanted.weights || wanted.inputs_from >= 0;
    for (int t = mine.begin; t < mine.end; ++t) {
      const Tile& tile = tiles_[static_cast<std::size_t>(t)];
      for (int layer = 0; layer <= hidden; ++layer) multiply_forward(layer, tile);
    }
    for (int t = mine.begin; back && t < mine.end; ++t) {
      const Tile& tile = tiles_[static_cast<std::size_t>(t)];
      for (int layer = hidden; layer > 0; --layer)
        multiply_backward(
            layer, tile,
            layer == hidden ? output_.data() : layers_[static_cast<std::size_t>(layer)].gradient.data());
      input_gradient(tile, wanted);
    }
    for (int layer = hidden; wanted.weights && layer >= 0; --layer)
      weight_gradients(layer, member, output_.data());
  });
}

// The class is made in pass.cpp; these are the members that it doesn't see.
#define GANSCOPE_MAKE(T)                                                      \
  template void Pass<T>::multiply_backward(int, const Tile&, const T*);       \
  template void Pass<T>::through_activation(int, const Tile&, int);           \
  template void Pass<T>::gather_sums(int, int, bool);                         \
  template void Pass<T>::weight_gradients(int, int, const T*);                \
  template void Pass<T>::bias_gradients(int, const T*);                       \
  template void Pass<T>::input_gradient(const Tile&, const Backward&);        \
  template void Pass<T>::make_gradient_room();                                \
  template void Pass<T>::multiply_alone(const Backward&);                     \
  template void Pass<T>::backward(const T*, const Backward&);                 \
  template void Pass<T>::backward_normalised(int, const T*, const Backward&); \
  template void Pass<T>::backward_plain(int, const T*, const Backward&);
GANSCOPE_MAKE(float)
GANSCOPE_MAKE(double)
#undef GANSCOPE_MAKE

}  // namespace ganscope::mlp
