#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/rng.hpp"
#include "engine/mlp/aligned.hpp"
#include "engine/mlp/team.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope::mlp {

/// Where a layer's numbers lie in the network's arrays.
struct LayerPlace {
  int inputs = 0;
  int outputs = 0;
  int stride = 0;  ///< of its outputs, and of its transposed weights: padded but on the last layer
  bool normalised = false;
  std::size_t weight = 0;  ///< outputs x inputs; the bias follows it
  std::size_t bias = 0;
  std::size_t scale = 0;  ///< with normalisation, as the three below
  std::size_t shift = 0;
  std::size_t mean = 0;  ///< in the running statistics
  std::size_t variance = 0;
  // In the packed copy:
  std::size_t transposed = 0;  ///< inputs x stride
  std::size_t padded_bias = 0;
  std::size_t padded_scale = 0;
  std::size_t padded_shift = 0;
};

/// A fully connected network: hidden layers of linear, batch normalisation (optional) and activation, then
/// a plain linear layer (geometric view, section 3). T is float, or double for tests.
///
/// All that changes while it learns are flat arrays: parameters (layer by layer weight, bias, scale, shift,
/// in PyTorch's order) and running statistics (layer by layer mean, variance). A second copy of them is
/// packed for the products: weights transposed, vectors padded. Who changes parameters calls pack().
template <class T>
class Network {
 public:
  /// All weights 0, scales and running variances 1; see draw().
  Network(int inputs, int outputs, const NetworkConfig& config);
  /// Weights and biases uniform in +-1/sqrt(inputs), as PyTorch's Linear starts.
  void draw(Rng& rng);

  [[nodiscard]] std::span<T> parameters() { return {parameters_.data(), count_}; }
  [[nodiscard]] std::span<const T> parameters() const { return {parameters_.data(), count_}; }
  [[nodiscard]] std::span<T> gradients() { return {gradients_.data(), count_}; }
  [[nodiscard]] std::span<const T> gradients() const { return {gradients_.data(), count_}; }
  [[nodiscard]] std::span<T> running() { return running_; }
  [[nodiscard]] std::span<const T> running() const { return running_; }

  /// Brings the packed copy up to date.
  void pack(Team& team);
  /// Holds weights and biases of the linear layers (not the normalisation's) in +-bound. pack() after it.
  void clip(T bound);
  [[nodiscard]] double gradient_norm() const;
  /// Finite exactly when every parameter is, or they are as large as makes no difference.
  [[nodiscard]] double parameter_sum() const;

  [[nodiscard]] int inputs() const { return inputs_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] const NetworkConfig& config() const { return config_; }
  [[nodiscard]] bool normalised() const { return config_.normalisation == Normalisation::batch; }
  /// The last one is the plain one.
  [[nodiscard]] const std::vector<LayerPlace>& layers() const { return layers_; }
  [[nodiscard]] int hidden() const { return static_cast<int>(layers_.size()) - 1; }
  [[nodiscard]] const T* packed() const { return packed_.data(); }
  /// Multiplications of one row's forward pass.
  [[nodiscard]] double work() const;

  /// Parameters rounded up to whole registers: the arrays are as long, so that an optimiser's loops have no
  /// remainder.
  [[nodiscard]] std::size_t padded_count() const { return parameters_.size(); }

 private:
  int inputs_;
  int outputs_;
  NetworkConfig config_;
  std::vector<LayerPlace> layers_;
  std::size_t count_ = 0;
  Aligned<T> parameters_;
  Aligned<T> gradients_;
  Aligned<T> running_;
  Aligned<T> packed_;
};

extern template class Network<float>;
extern template class Network<double>;

}  // namespace ganscope::mlp
