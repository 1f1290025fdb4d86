#pragma once
#include <span>
#include <string>

#include "engine/inference/folded_steps.hpp"
#include "engine/inference/tile_kernels.hpp"

namespace ganscope {

/// Which kernels do the heavy steps.
enum class Kernels {
  torch,   ///< LibTorch's operators, in the memory format that they choose
  packed,  ///< oneDNN's, channels last, with packed weights; where it has none, LibTorch's
  staged,  ///< our own for chains of matrix products and transposed convolutions; packed for the rest
};

/// A network of folded steps. `tiles` are the kernels of Kernels::staged; null: as packed.
[[nodiscard]] std::unique_ptr<Network> make_folded_network(std::vector<FoldedStep> steps, Kernels kernels,
                                                           const TileKernels* tiles = best_tile_kernels());

/// `x` in the shape and memory format in which a packed kernel of `step` takes it.
[[nodiscard]] at::Tensor as_packed_wants(const FoldedStep& step, const at::Tensor& x);

/// One step by LibTorch's operators, which autograd can follow; `inputs` and `labels` as for apply_layer().
[[nodiscard]] at::Tensor apply_step(const FoldedStep& step, std::span<const at::Tensor> inputs,
                                    const at::Tensor& labels);

}  // namespace ganscope
