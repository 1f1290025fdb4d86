#pragma once
#include <memory>

#include "engine/inference/folded_steps.hpp"

namespace ganscope {

/// A linear layer, convolution or transposed convolution as oneDNN primitives: weights packed once for
/// the kernel that reads them, channels last, bias and activation on the way out. One primitive is kept
/// for each size of batch and number of threads that was asked for. A transposed convolution is the backward
/// pass of a convolution with respect to its input, which oneDNN has fast kernels for; LibTorch's own way is
/// a matrix product of which most is then added up again.
class PackedLayer {
 public:
  virtual ~PackedLayer() = default;
  /// `x`: n x numbers, or n x channels x height x width in channels-last format; so is the result.
  [[nodiscard]] virtual at::Tensor run(const at::Tensor& x) = 0;
};

/// The layer of a linear, conv or deconv step, or null where oneDNN has no kernel for it.
[[nodiscard]] std::unique_ptr<PackedLayer> pack_layer(const FoldedStep& step);

}  // namespace ganscope
