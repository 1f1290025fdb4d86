#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/rng.hpp"
#include "engine/libtorch.hpp"
#include "engine/nets/image_layer.hpp"
#include "engine/nets/mlp.hpp"

namespace ganscope {

/// How fresh weights are drawn.
enum class WeightStart {
  dcgan,    ///< weights N(0, 0.02), normalisation's scales N(1, 0.02), biases 0 (pytorch/examples)
  uniform,  ///< weights and biases uniform in +-1/sqrt(inputs), as PyTorch's layers start
};

/// A feed-forward network on images. All parameters live in one flat float tensor and all their
/// gradients in another, the running statistics in a third, so that the optimiser, an average, a
/// checkpoint and a check for finite values are each one pass over contiguous memory.
class ImageNetwork {
 public:
  /// Throws UsageError when layers don't fit each other.
  ImageNetwork(const ImageNetworkDescription& description, WeightStart start, Rng& rng,
               const at::Device& device = at::kCPU);

  /// x: n x the description's input. `noise` is for dropout, which is off without it.
  [[nodiscard]] at::Tensor forward(const at::Tensor& x, Statistics statistics,
                                   const c10::optional<at::Generator>& noise = c10::nullopt);

  [[nodiscard]] const at::Tensor& parameters() const { return flat_; }  ///< 1-D
  [[nodiscard]] const at::Tensor& gradients() const { return flat_gradient_; }
  /// Running means and variances of batch normalisation, 1-D.
  [[nodiscard]] const at::Tensor& running() const { return running_; }
  /// Parameters whose gradient is wanted; off while the other side learns.
  void require_gradients(bool on);
  /// The weights and biases of linear layers and convolutions, for clipping.
  [[nodiscard]] std::vector<at::Tensor> linear_parameters() const;
  /// Parameters and running statistics by PyTorch's names: main.0.weight, main.1.running_mean, ...
  [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> named_tensors() const;
  [[nodiscard]] const std::vector<ImageLayer>& layers() const { return layers_; }
  [[nodiscard]] std::int64_t parameter_count() const { return flat_.numel(); }

 private:
  struct Tensors {
    at::Tensor weight;
    at::Tensor bias;
    at::Tensor running_mean;
    at::Tensor running_variance;
  };
  void allocate(const at::Device& device);
  void initialise(WeightStart start, Rng& rng);
  [[nodiscard]] at::Tensor apply(std::size_t index, const at::Tensor& x, Statistics statistics,
                                 const c10::optional<at::Generator>& noise);
  [[nodiscard]] at::Tensor normalise(std::size_t index, const at::Tensor& x, Statistics statistics);

  std::vector<ImageLayer> layers_;
  std::vector<std::int64_t> input_;
  std::vector<Tensors> tensors_;  ///< one a layer
  at::Tensor flat_;
  at::Tensor flat_gradient_;
  at::Tensor running_;
};

}  // namespace ganscope
