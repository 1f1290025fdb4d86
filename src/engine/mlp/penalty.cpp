#include "engine/mlp/penalty.hpp"

#include <algorithm>
#include <cmath>

#include "engine/mlp/pass.hpp"

namespace ganscope::mlp {
namespace {

std::size_t area(int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

}  // namespace

template <class T>
void Penalty<T>::shape(int rows) {
  if (rows == rows_ && members_ == team_->size()) return;
  rows_ = rows;
  members_ = team_->size();
  tiles_.clear();
  for (int row = 0; row < rows; row += kTileRows) tiles_.push_back({row, std::min(kTileRows, rows - row)});
  sums_.assign(tiles_.size(), 0);
  input_.assign(area(rows, network_->inputs()), T(0));
  input_gradient_.assign(input_.size(), T(0));
  ones_.assign(static_cast<std::size_t>(rows), T(1));
  layers_.assign(static_cast<std::size_t>(network_->hidden()), {});
  gradients_.clear();
  int widest = 0;
  int input_stride = network_->inputs();
  for (Products& p : products_) p = {};
  for (std::size_t i = 0; i < network_->layers().size(); ++i) {
    const LayerPlace& l = network_->layers()[i];
    for (std::size_t kind = 0; kind < 2; ++kind) {
      const int count = kind == 0 ? std::min(kTileRows, rows) : rows % kTileRows;
      products_[kind].forward.push_back(Product<T>({.rows = count,
                                                    .columns = l.stride,
                                                    .inner = l.inputs,
                                                    .left_stride = input_stride,
                                                    .right_stride = l.stride,
                                                    .out_stride = l.stride}));
      products_[kind].backward.push_back(Product<T>({.rows = count,
                                                     .columns = l.inputs,
                                                     .inner = l.outputs,
                                                     .left_stride = l.stride,
                                                     .right_stride = l.inputs,
                                                     .out_stride = input_stride}));
    }
    gradients_.push_back(Product<T>({.rows = l.outputs,
                                     .columns = l.inputs,
                                     .inner = rows,
                                     .left_stride = l.stride,
                                     .right_stride = input_stride,
                                     .out_stride = l.inputs,
                                     .left_transposed = true,
                                     .adds = true}));
    if (i < layers_.size()) {
      Layer& layer = layers_[i];
      for (Aligned<T>* each : {&layer.out, &layer.above, &layer.delta, &layer.direction, &layer.back})
        each->assign(area(rows, l.stride), T(0));
      widest = std::max(widest, l.stride);
    }
    input_stride = l.stride;
  }
  scratch_.assign(area(members_ * kTileRows, widest), T(0));
}

template <class T>
Rows Penalty<T>::rows_of(const Tile& tile, std::size_t layer) const {
  return {tile.count, network_->layers()[layer].stride};
}

template <class T>
void Penalty<T>::first_derivative(const Tile& tile, const Products& made) {
  const RowKernels<T>& kernels = row_kernels<T>();
  const Activation activation = network_->config().activation;
  const T* in = input_.data() + area(tile.row, network_->inputs());
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const LayerPlace& place = network_->layers()[l];
    T* out = layers_[l].out.data() + area(tile.row, place.stride);
    made.forward[l](in, network_->packed() + place.transposed, out);
    kernels.add_bias(activation, rows_of(tile, l), network_->packed() + place.padded_bias, out);
    in = out;
  }
  const T* delta = ones_.data();
  for (std::size_t l = layers_.size(); l > 0; --l) {
    const std::size_t at = area(tile.row, network_->layers()[l - 1].stride);
    Layer& below = layers_[l - 1];
    made.backward[l](delta, network_->parameters().data() + network_->layers()[l].weight,
                     below.above.data() + at);
    kernels.slopes(activation, rows_of(tile, l - 1), below.out.data() + at, below.above.data() + at,
                   below.delta.data() + at);
    delta = below.delta.data() + at;
  }
  made.backward[0](delta, network_->parameters().data() + network_->layers()[0].weight,
                   input_gradient_.data() + area(tile.row, network_->inputs()));
}

/// The penalty of the tile's rows, and its gradient in place of the critic's.
template <class T>
void Penalty<T>::penalise(const Tile& tile, T weight, double& sum) {
  const int inputs = network_->inputs();
  T* g = input_gradient_.data() + area(tile.row, inputs);
  sum = 0;
  for (int row = 0; row < tile.count; ++row, g += inputs) {
    T squares = static_cast<T>(1e-12);  // the root's slope is infinite at 0
    for (int i = 0; i < inputs; ++i) squares += g[i] * g[i];
    const T norm = std::sqrt(squares);
    sum += static_cast<double>((norm - 1) * (norm - 1));
    const T factor = weight * 2 * (norm - 1) / (norm * static_cast<T>(rows_));
    for (int i = 0; i < inputs; ++i) g[i] *= factor;
  }
}

template <class T>
void Penalty<T>::second_derivative(const Tile& tile, const Products& made, T* scratch) {
  const RowKernels<T>& kernels = row_kernels<T>();
  const Activation activation = network_->config().activation;
  const T* in = input_gradient_.data() + area(tile.row, network_->inputs());
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const LayerPlace& place = network_->layers()[l];
    const std::size_t at = area(tile.row, place.stride);
    Layer& layer = layers_[l];
    made.forward[l](in, network_->packed() + place.transposed, layer.direction.data() + at);
    kernels.second_order(activation, {.rows = rows_of(tile, l),
                                      .out = layer.out.data() + at,
                                      .above = layer.above.data() + at,
                                      .direction = layer.direction.data() + at,
                                      .injected = layer.back.data() + at});
    in = layer.direction.data() + at;
  }
  for (std::size_t l = layers_.size(); l > 1; --l) {
    const std::size_t here = area(tile.row, network_->layers()[l - 1].stride);
    const std::size_t below = area(tile.row, network_->layers()[l - 2].stride);
    made.backward[l - 1](layers_[l - 1].back.data() + here,
                         network_->parameters().data() + network_->layers()[l - 1].weight, scratch);
    kernels.add_slopes(activation, rows_of(tile, l - 2), layers_[l - 2].out.data() + below, scratch,
                       layers_[l - 2].back.data() + below);
  }
}

template <class T>
void Penalty<T>::weight_gradients(int member) {
  T* all = network_->gradients().data();
  for (std::size_t l = 0; l < network_->layers().size(); ++l) {
    if (static_cast<int>(l) % team_->size() != member) continue;
    const LayerPlace& place = network_->layers()[l];
    const bool last = l == layers_.size();
    gradients_[l](last ? ones_.data() : layers_[l].delta.data(),
                  l == 0 ? input_gradient_.data() : layers_[l - 1].direction.data(), all + place.weight);
    if (last) continue;  // what comes back ends at the hidden layers
    gradients_[l](layers_[l].back.data(), l == 0 ? input_.data() : layers_[l - 1].out.data(),
                  all + place.weight);
    const T* back = layers_[l].back.data();
    for (int row = 0; row < rows_; ++row, back += place.stride)
      for (int c = 0; c < place.outputs; ++c) all[place.bias + static_cast<std::size_t>(c)] += back[c];
  }
}

template <class T>
double Penalty<T>::add(T weight) {
  team_->run([&](int member) {
    const Share mine(static_cast<int>(tiles_.size()), member, team_->size());
    T* scratch = scratch_.data() +
                 scratch_.size() / static_cast<std::size_t>(members_) * static_cast<std::size_t>(member);
    for (int t = mine.begin; t < mine.end; ++t) {
      const Tile& tile = tiles_[static_cast<std::size_t>(t)];
      const Products& made = products_[tile.count == std::min(kTileRows, rows_) ? 0 : 1];
      first_derivative(tile, made);
      penalise(tile, weight, sums_[static_cast<std::size_t>(t)]);
      second_derivative(tile, made, scratch);
    }
    team_->meet();
    weight_gradients(member);
  });
  double sum = 0;
  for (const double each : sums_) sum += each;
  return sum / rows_;
}

template class Penalty<float>;
template class Penalty<double>;

}  // namespace ganscope::mlp
