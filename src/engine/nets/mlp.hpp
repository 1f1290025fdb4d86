#pragma once
#include <vector>

#include "core/rng.hpp"
#include "engine/libtorch.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// Where batch normalisation takes mean and variance from.
enum class Statistics {
  update,   ///< the batch; the running statistics move (training)
  batch,    ///< the batch; nothing moves
  running,  ///< the running statistics (evaluation)
};

/// A fully connected network: hidden layers of linear, batch normalisation (optional) and
/// activation, then a plain linear layer (geometric view, section 3). All parameters live in one
/// flat float tensor and all their gradients in another, as engine/mlp has them, which is held to this one.
class Mlp {
 public:
  /// Weights and biases uniform in +-1/sqrt(inputs), scale 1 and shift 0, as PyTorch's Linear and
  /// BatchNorm1d start, but drawn from `rng` so that a seed means the same on every machine.
  Mlp(int inputs, int outputs, const NetworkConfig& config, Rng& rng);

  /// x: n x inputs, float. Returns n x outputs; differentiable twice. Normalised layers need n >= 2 unless
  /// `running`.
  [[nodiscard]] at::Tensor forward(const at::Tensor& x, Statistics statistics);

  [[nodiscard]] const at::Tensor& parameters() const { return flat_; }  ///< 1-D
  [[nodiscard]] const at::Tensor& gradients() const { return flat_gradient_; }
  /// Running means and variances, 1-D; empty without normalisation.
  [[nodiscard]] const at::Tensor& running() const { return running_; }
  /// Parameters whose gradient is wanted; off while the other side learns.
  void require_gradients(bool on);
  /// The weights and biases of the linear layers, for clipping (not the normalisation's).
  [[nodiscard]] std::vector<at::Tensor> linear_parameters() const;

  [[nodiscard]] int inputs() const { return inputs_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] std::int64_t parameter_count() const { return flat_.numel(); }
  [[nodiscard]] const NetworkConfig& config() const { return config_; }

 private:
  struct Layer {
    at::Tensor weight;  ///< outputs x inputs
    at::Tensor bias;
    at::Tensor scale;  ///< undefined without normalisation, and on the last layer
    at::Tensor shift;
    at::Tensor running_mean;
    at::Tensor running_variance;
  };

  void initialise(Rng& rng);
  [[nodiscard]] at::Tensor activate(const at::Tensor& x) const;

  int inputs_;
  int outputs_;
  NetworkConfig config_;
  at::Tensor flat_;
  at::Tensor flat_gradient_;
  at::Tensor running_;
  std::vector<Layer> layers_;
};

}  // namespace ganscope
