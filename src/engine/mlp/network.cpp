#include "engine/mlp/network.hpp"

#include <algorithm>
#include <cmath>

#include "engine/mlp/row_kernels.hpp"

namespace ganscope::mlp {

template <class T>
Network<T>::Network(int inputs, int outputs, const NetworkConfig& config)
    : inputs_(inputs), outputs_(outputs), config_(config) {
  std::size_t statistics = 0;
  std::size_t packed = 0;
  int width_before = inputs;
  for (std::size_t i = 0; i <= config.widths.size(); ++i) {
    const bool hidden = i < config.widths.size();
    LayerPlace l;
    l.inputs = width_before;
    l.outputs = hidden ? config.widths[i] : outputs;
    l.stride = hidden ? padded<T>(l.outputs) : l.outputs;
    l.normalised = hidden && normalised();
    const auto take = [&l](std::size_t& at, std::size_t rows = 1) {
      const std::size_t here = at;
      at += rows * static_cast<std::size_t>(l.outputs);
      return here;
    };
    l.weight = take(count_, static_cast<std::size_t>(l.inputs));
    l.bias = take(count_);
    if (l.normalised) {
      l.scale = take(count_);
      l.shift = take(count_);
      l.mean = take(statistics);
      l.variance = take(statistics);
    }
    const auto pack_rows = [&](std::size_t rows) {
      const std::size_t here = packed;
      packed += static_cast<std::size_t>(padded<T>(static_cast<int>(rows) * l.stride));
      return here;
    };
    l.transposed = pack_rows(static_cast<std::size_t>(l.inputs));
    l.padded_bias = pack_rows(1);
    l.padded_scale = pack_rows(1);
    l.padded_shift = pack_rows(1);
    layers_.push_back(l);
    width_before = l.outputs;
  }
  const auto lanes = static_cast<std::size_t>(kLanes<T>);
  const std::size_t whole = (count_ + lanes - 1) / lanes * lanes;
  parameters_.assign(whole, T(0));
  gradients_.assign(whole, T(0));
  running_.assign(statistics, T(0));
  packed_.assign(packed, T(0));
  for (const LayerPlace& l : layers_)
    if (l.normalised) {
      std::fill_n(parameters_.data() + l.scale, l.outputs, T(1));
      std::fill_n(running_.data() + l.variance, l.outputs, T(1));
    }
}

template <class T>
void Network<T>::draw(Rng& rng) {
  for (const LayerPlace& l : layers_) {
    const float bound = 1.f / std::sqrt(static_cast<float>(l.inputs));
    // The bias follows the weights; floats for any T, so that a seed means the same.
    const std::size_t count = static_cast<std::size_t>(l.inputs + 1) * static_cast<std::size_t>(l.outputs);
    std::vector<float> values(count);
    rng.fill_uniform(values, -bound, bound);
    std::copy(values.begin(), values.end(), parameters_.data() + l.weight);
  }
}

template <class T>
void Network<T>::pack(Team& team) {
  const RowKernels<T>& kernels = row_kernels<T>();
  team.run([&](int member) {
    // Pieces of a layer's weights, so that one wide layer doesn't fall to one member.
    constexpr int kPiece = 2 * kLanes<T>;
    int task = 0;
    for (const LayerPlace& l : layers_) {
      for (int from = 0; from < l.outputs; from += kPiece, ++task) {
        if (task % team.size() != member) continue;
        const int rows = std::min(kPiece, l.outputs - from);
        kernels.transpose(rows, l.inputs, l.inputs, l.stride,
                          parameters_.data() + l.weight +
                              static_cast<std::size_t>(from) * static_cast<std::size_t>(l.inputs),
                          packed_.data() + l.transposed + from);
      }
      if (task % team.size() != member) continue;
      std::copy_n(parameters_.data() + l.bias, l.outputs, packed_.data() + l.padded_bias);
      if (!l.normalised) continue;
      std::copy_n(parameters_.data() + l.scale, l.outputs, packed_.data() + l.padded_scale);
      std::copy_n(parameters_.data() + l.shift, l.outputs, packed_.data() + l.padded_shift);
    }
  });
}

template <class T>
void Network<T>::clip(T bound) {
  for (const LayerPlace& l : layers_) {
    T* from = parameters_.data() + l.weight;
    T* to = parameters_.data() + l.bias + l.outputs;
    // Not a number stays so, for the check that looks for it.
    for (; from != to; ++from) *from = *from < -bound ? -bound : *from > bound ? bound : *from;
  }
}

template <class T>
double Network<T>::gradient_norm() const {
  return std::sqrt(row_kernels<T>().sum_of_squares(static_cast<std::int64_t>(count_), gradients_.data()));
}

template <class T>
double Network<T>::parameter_sum() const {
  return row_kernels<T>().sum(static_cast<std::int64_t>(count_), parameters_.data());
}

template <class T>
double Network<T>::work() const {
  double out = 0;
  for (const LayerPlace& l : layers_) out += static_cast<double>(l.inputs) * l.outputs;
  return out;
}

template class Network<float>;
template class Network<double>;

}  // namespace ganscope::mlp
