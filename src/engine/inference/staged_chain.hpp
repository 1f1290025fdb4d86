#pragma once
#include <memory>
#include <span>
#include <string>

#include "engine/inference/folded_steps.hpp"
#include "engine/inference/tile_kernels.hpp"

namespace ganscope {

/// Steps behind one another that our own kernels do, in one go: threads are woken once, not for each layer,
/// and whoever is free takes the next piece, so that a thread that comes late holds nobody up. An image has
/// the same bits whatever the number of threads and whichever images are made with it. Where one image is
/// wanted, what counts is reading the weights once and in order, and asking LibTorch for nothing on the way.
class StagedChain {
 public:
  virtual ~StagedChain() = default;
  /// `x`: n x numbers, or n x channels x height x width in channels-last format; so is the result.
  [[nodiscard]] virtual at::Tensor run(const at::Tensor& x) = 0;
  /// Bytes of weights that a pass reads.
  [[nodiscard]] virtual std::size_t weight_bytes() const = 0;
};

/// The longest chain at the beginning of `steps`, each of which takes what the one before gives, and how many
/// steps it has; null and 0 where there is none.
struct StartedChain {
  std::unique_ptr<StagedChain> chain;
  std::size_t length = 0;
};
[[nodiscard]] StartedChain start_chain(std::span<const FoldedStep> steps, const TileKernels& kernels);

}  // namespace ganscope
