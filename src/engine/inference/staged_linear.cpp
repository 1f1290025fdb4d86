#include <algorithm>

#include "engine/inference/panel_weights.hpp"
#include "engine/inference/staged_layer.hpp"

namespace ganscope {
namespace {

/// Multiply-adds that are worth asking for another piece.
constexpr std::int64_t kPieceWork = 1 << 16;

PanelWeights packed_matrix(const FoldedStep& step, const TileKernels& kernels) {
  const at::Tensor matrix = step.weight.to(at::kFloat).t().contiguous();
  return {kernels,
          {.depth = matrix.size(0), .columns = matrix.size(1)},
          {matrix.data_ptr<float>(), static_cast<std::size_t>(matrix.numel())}};
}

class StagedLinear final : public StagedLayer {
 public:
  StagedLinear(const FoldedStep& step, const TileKernels& kernels)
      : kernels_(kernels),
        inputs_(step.weight.size(1)),
        outputs_(step.weight.size(0)),
        weights_(packed_matrix(step, kernels)),
        finish_(step, outputs_, 1, weights_.padded_columns()) {}

  std::int64_t in_numbers() const override { return inputs_; }
  std::int64_t out_numbers() const override { return outputs_; }
  std::int64_t stages(std::int64_t) const override { return 1; }
  std::int64_t pieces(std::int64_t, std::int64_t count) const override {
    const std::int64_t each = panels_at_once(count);
    return row_blocks(count) * ((weights_.panels() + each - 1) / each);
  }
  std::int64_t work(std::int64_t) const override { return 0; }
  std::int64_t scratch() const override { return kStagedRows * weights_.panel_columns(); }
  std::size_t weight_bytes() const override { return weights_.bytes(); }

  void run(std::int64_t, std::int64_t piece, const StagedPass& pass, float* scratch) const noexcept override {
    const std::int64_t blocks = row_blocks(pass.count);
    const std::int64_t first = piece % blocks * kStagedRows;
    const std::int64_t count = std::min(kStagedRows, pass.count - first);
    const float* rows[kStagedRows];
    for (std::int64_t r = 0; r < count; ++r) rows[r] = pass.in + (first + r) * inputs_;
    const std::int64_t each = panels_at_once(pass.count);
    const std::int64_t end = std::min(weights_.panels(), (piece / blocks + 1) * each);
    const std::int64_t stride = weights_.panel_columns();
    for (std::int64_t panel = piece / blocks * each; panel < end; ++panel) {
      const std::int64_t column = panel * stride;
      weights_.multiply(0, 0, panel, rows, count, scratch, stride);
      kernels_.finish(scratch, stride, count, std::min(stride, outputs_ - column),
                      finish_.at(column, weights_.scale(0) + column), pass.out + first * outputs_ + column,
                      outputs_);
    }
  }

 private:
  static std::int64_t row_blocks(std::int64_t count) { return (count + kStagedRows - 1) / kStagedRows; }
  [[nodiscard]] std::int64_t panels_at_once(std::int64_t count) const {
    const std::int64_t work = std::min(count, kStagedRows) * inputs_ * weights_.panel_columns();
    return std::max<std::int64_t>(1, kPieceWork / std::max<std::int64_t>(work, 1));
  }

  const TileKernels& kernels_;
  std::int64_t inputs_;
  std::int64_t outputs_;
  PanelWeights weights_;
  StagedFinish finish_;
};

}  // namespace

std::unique_ptr<StagedLayer> make_staged_linear(const FoldedStep& step, const TileKernels& kernels) {
  return std::make_unique<StagedLinear>(step, kernels);
}

}  // namespace ganscope
