#pragma once
#include <cstdint>
#include <memory>

#include "engine/inference/folded_steps.hpp"
#include "engine/inference/tile_kernels.hpp"

namespace ganscope {

/// Where a layer's numbers are. Pictures are rows of pixels of channels.
struct StagedPass {
  std::int64_t count = 0;  ///< images
  const float* in = nullptr;
  float* out = nullptr;
  float* work = nullptr;  ///< work() numbers that all threads share
};

/// A layer in stages, each cut into pieces that may be done in any order by any thread and give the same bits
/// whoever does them; a stage begins when the one before is done. Nothing here allocates or asks LibTorch.
class StagedLayer {
 public:
  StagedLayer() = default;
  virtual ~StagedLayer() = default;
  StagedLayer(const StagedLayer&) = delete;
  StagedLayer& operator=(const StagedLayer&) = delete;

  [[nodiscard]] virtual std::int64_t in_numbers() const = 0;   ///< an image
  [[nodiscard]] virtual std::int64_t out_numbers() const = 0;  ///< an image
  [[nodiscard]] virtual std::int64_t stages(std::int64_t count) const = 0;
  [[nodiscard]] virtual std::int64_t pieces(std::int64_t stage, std::int64_t count) const = 0;
  [[nodiscard]] virtual std::int64_t work(std::int64_t count) const = 0;  ///< floats
  [[nodiscard]] virtual std::int64_t scratch() const = 0;  ///< floats that each thread has for itself
  virtual void run(std::int64_t stage, std::int64_t piece, const StagedPass& pass,
                   float* scratch) const noexcept = 0;
  /// What is read of weights for one pass.
  [[nodiscard]] virtual std::size_t weight_bytes() const = 0;
};

/// The activation as the kernels do it; nothing where they have none like it.
[[nodiscard]] std::optional<TileActivation> tile_activation(const std::optional<FusedActivation>& activation);

/// A matrix product, or a transposed convolution without groups; null for other steps, and for convolutions
/// that oneDNN does better. An activation that the kernels don't have is left to the caller.
[[nodiscard]] std::unique_ptr<StagedLayer> make_staged_layer(const FoldedStep& step,
                                                             const TileKernels& kernels);

/// Each kind on its own; the step is one that it can do.
[[nodiscard]] std::unique_ptr<StagedLayer> make_staged_linear(const FoldedStep& step,
                                                              const TileKernels& kernels);
[[nodiscard]] std::unique_ptr<StagedLayer> make_staged_doubling(const FoldedStep& step,
                                                                const TileKernels& kernels);
[[nodiscard]] std::unique_ptr<StagedLayer> make_staged_overlap(const FoldedStep& step,
                                                               const TileKernels& kernels);

/// Whether a transposed convolution has the kernel of 4, stride of 2 and padding of 1 that doubles pictures.
[[nodiscard]] bool is_doubling(const FoldedStep& step);

/// Rows that a piece takes at once.
inline constexpr std::int64_t kStagedRows = 48;

/// Bias and activation of a step behind sums, `repeat` times the channels.
class StagedFinish {
 public:
  StagedFinish(const FoldedStep& step, std::int64_t channels, std::int64_t repeat, std::int64_t padded);
  /// For the columns from `column` on; `scale` of the same columns.
  [[nodiscard]] TileFinish at(std::int64_t column, const float* scale) const;

 private:
  std::vector<float> bias_;
  TileActivation activation_;
  float slope_ = 1;
};

}  // namespace ganscope
