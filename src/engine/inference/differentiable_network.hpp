#pragma once
#include <memory>
#include <vector>

#include "engine/inference/folded_steps.hpp"

namespace ganscope {

/// A network whose output can be followed back to the latents: a loss's gradient by its latents, by data
/// only, since the weights stay what they are.
class DifferentiableNetwork {
 public:
  DifferentiableNetwork() = default;
  virtual ~DifferentiableNetwork() = default;
  DifferentiableNetwork(const DifferentiableNetwork&) = delete;
  DifferentiableNetwork& operator=(const DifferentiableNetwork&) = delete;

  /// As Network::forward(); what backward() needs is kept until the next call. Not in inference mode.
  [[nodiscard]] virtual at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) = 0;
  /// `gradient` of a loss by what forward() gave last, in its shape; returns that by its latents, n x size.
  /// Once for each forward().
  [[nodiscard]] virtual at::Tensor backward(const at::Tensor& gradient) = 0;
  /// How the output changes where one latent (1 x size) moves along `directions` (d x size): d x channels x height x
  /// width. Not for networks whose images matter to each other.
  [[nodiscard]] virtual at::Tensor tangents(const at::Tensor& latent, const at::Tensor& label,
                                            const at::Tensor& directions) = 0;
};

/// The folded network with oneDNN's kernels both ways: the gradient of a matrix product or a convolution by
/// its input is one of the mirrored kind with the same weights. What else there is goes through LibTorch's
/// autograd, layer by layer.
[[nodiscard]] std::unique_ptr<DifferentiableNetwork> make_differentiable_network(
    const std::vector<NetworkLayer>& layers);

/// All of it by LibTorch's autograd: the plain reference, and the way for what brings its own layers. Throws
/// Error in forward() where the output doesn't depend on the latents in a way that autograd can follow.
[[nodiscard]] std::unique_ptr<DifferentiableNetwork> make_autograd_network(std::unique_ptr<Network> network);

}  // namespace ganscope
