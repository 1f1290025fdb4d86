#pragma once
#include <span>
#include <string>

#include "engine/inference/folded_steps.hpp"

namespace ganscope {

/// Which kernels do the heavy steps.
enum class Kernels {
  torch,   ///< LibTorch's operators, in the memory format that they choose
  packed,  ///< oneDNN's, channels last, with packed weights; where it has none, LibTorch's
};

/// A network of folded steps.
[[nodiscard]] std::unique_ptr<Network> make_folded_network(std::vector<FoldedStep> steps, Kernels kernels);

/// `x` in the shape and memory format in which a packed kernel of `step` takes it.
[[nodiscard]] at::Tensor as_packed_wants(const FoldedStep& step, const at::Tensor& x);

/// One step by LibTorch's operators, which autograd can follow; `inputs` and `labels` as for apply_layer().
[[nodiscard]] at::Tensor apply_step(const FoldedStep& step, std::span<const at::Tensor> inputs,
                                    const at::Tensor& labels);

}  // namespace ganscope
