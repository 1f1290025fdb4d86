#pragma once
#include "engine/libtorch.hpp"

namespace ganscope {

/// at::conv_transpose2d without bias, several times faster on a CPU: LibTorch runs transposed
/// convolutions there one image at a time, while a convolution's gradient, which is the same sum, has a
/// kernel for the whole batch. x: n x inputs x h x w; weight: inputs x outputs x k x k. Differentiable
/// once.
[[nodiscard]] at::Tensor conv_transpose(const at::Tensor& x, const at::Tensor& weight, int stride,
                                        int padding);

/// at::conv2d without bias; a kernel that covers the whole picture becomes one matrix product.
/// weight: outputs x inputs x k x k. Differentiable twice.
[[nodiscard]] at::Tensor conv(const at::Tensor& x, const at::Tensor& weight, int stride, int padding);

}  // namespace ganscope
