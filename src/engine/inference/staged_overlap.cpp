#include <algorithm>

#include "engine/inference/panel_weights.hpp"
#include "engine/inference/staged_layer.hpp"

namespace ganscope {
namespace {

/// Rows of output pixels that a piece adds up.
constexpr std::int64_t kBand = 4;
/// Products of a group of images, which should stay in a cache.
constexpr std::int64_t kProductNumbers = 1 << 19;

/// inputs x (rows of the kernel, its columns, outputs).
PanelWeights packed_kernel(const FoldedStep& step, const TileKernels& kernels) {
  const at::Tensor matrix = step.weight.to(at::kFloat).permute({0, 2, 3, 1}).contiguous();
  const std::int64_t inputs = matrix.size(0);
  return {kernels,
          {.depth = inputs, .columns = matrix.numel() / inputs, .floats = true},
          {matrix.data_ptr<float>(), static_cast<std::size_t>(matrix.numel())}};
}

/// A transposed convolution as what it is: each input pixel times the whole kernel, laid over the outputs.
class StagedOverlap final : public StagedLayer {
 public:
  StagedOverlap(const FoldedStep& step, const TileKernels& kernels)
      : kernels_(kernels),
        in_(sizes(step.in)),
        out_(sizes(step.out)),
        kernel_{step.weight.size(1), step.weight.size(2), step.weight.size(3)},
        card_(step.layer.plan.card),
        weights_(packed_kernel(step, kernels)),
        finish_(step, out_.channels, out_.width, 0),
        ones_(static_cast<std::size_t>(out_.width * out_.channels), 1.F),
        products_(weights_.padded_columns()) {}

  std::int64_t in_numbers() const override { return in_.channels * in_.pixels(); }
  std::int64_t out_numbers() const override { return out_.channels * out_.pixels(); }
  std::int64_t stages(std::int64_t count) const override {
    const std::int64_t group = group_of(count);
    return 2 * ((count + group - 1) / group);
  }
  std::int64_t pieces(std::int64_t stage, std::int64_t count) const override {
    const std::int64_t images = images_of(stage, count);
    if (stage % 2 == 0) return weights_.panels() * blocks(images);
    return images * bands();
  }
  std::int64_t work(std::int64_t count) const override { return group_of(count) * in_.pixels() * products_; }
  std::int64_t scratch() const override { return row_numbers(); }
  std::size_t weight_bytes() const override { return weights_.bytes(); }

  void run(std::int64_t stage, std::int64_t piece, const StagedPass& pass,
           float* scratch) const noexcept override {
    if (stage % 2 == 0)
      multiply(stage, piece, pass);
    else
      add_up(stage, piece, pass, scratch);
  }

 private:
  struct Sizes {
    std::int64_t channels, height, width;
    [[nodiscard]] std::int64_t pixels() const { return height * width; }
  };
  static Sizes sizes(const TensorShape& shape) { return {shape[0], shape[1], shape[2]}; }

  [[nodiscard]] std::int64_t group_of(std::int64_t count) const {
    return std::clamp<std::int64_t>(kProductNumbers / (in_.pixels() * products_), 1,
                                    std::max<std::int64_t>(count, 1));
  }
  [[nodiscard]] std::int64_t first_of(std::int64_t stage, std::int64_t count) const {
    return stage / 2 * group_of(count);
  }
  [[nodiscard]] std::int64_t images_of(std::int64_t stage, std::int64_t count) const {
    return std::min(group_of(count), count - first_of(stage, count));
  }
  [[nodiscard]] std::int64_t blocks(std::int64_t images) const {
    return (images * in_.pixels() + kStagedRows - 1) / kStagedRows;
  }
  [[nodiscard]] std::int64_t bands() const { return (out_.height + kBand - 1) / kBand; }
  /// Of a row of outputs with the margins that padding cuts off, and with those that output padding adds.
  [[nodiscard]] std::int64_t row_numbers() const {
    const std::int64_t laid = (in_.width - 1) * card_.stride[1] + (kernel_.width - 1) * card_.dilation[1] + 1;
    return std::max(laid, card_.padding[1] + out_.width) * out_.channels;
  }

  void multiply(std::int64_t stage, std::int64_t piece, const StagedPass& pass) const {
    const std::int64_t images = images_of(stage, pass.count);
    const std::int64_t first = piece % blocks(images) * kStagedRows;
    const std::int64_t count = std::min(kStagedRows, images * in_.pixels() - first);
    const std::int64_t panel = piece / blocks(images);
    const float* in = pass.in + first_of(stage, pass.count) * in_numbers() + first * in_.channels;
    const float* rows[kStagedRows];
    for (std::int64_t r = 0; r < count; ++r) rows[r] = in + r * in_.channels;
    weights_.multiply(0, 0, panel, rows, count,
                      pass.work + first * products_ + panel * weights_.panel_columns(), products_);
  }

  void add_up(std::int64_t stage, std::int64_t piece, const StagedPass& pass, float* scratch) const {
    const std::int64_t image = piece / bands();
    const std::int64_t first = piece % bands() * kBand;
    const float* work = pass.work + image * in_.pixels() * products_;
    const std::int64_t row = out_.width * out_.channels;
    float* out = pass.out + (first_of(stage, pass.count) + image) * out_numbers();
    const TileFinish how = finish_.at(0, ones_.data());
    for (std::int64_t y = first; y < std::min(first + kBand, out_.height); ++y) {
      std::fill_n(scratch, row_numbers(), 0.F);
      for (std::int64_t ky = 0; ky < kernel_.height; ++ky) {
        const std::int64_t from = y + card_.padding[0] - ky * card_.dilation[0];
        if (from < 0 || from % card_.stride[0] != 0 || from / card_.stride[0] >= in_.height) continue;
        add_row(work + from / card_.stride[0] * in_.width * products_, ky, scratch);
      }
      kernels_.finish(scratch + card_.padding[1] * out_.channels, row, 1, row, how, out + y * row, row);
    }
  }

  /// The products of a row of input pixels with a row of the kernel. Runs that overlap go in turns.
  void add_row(const float* work, std::int64_t ky, float* to) const {
    const std::int64_t channels = out_.channels;
    const std::int64_t stride = card_.stride[1] * channels;
    const bool whole = card_.dilation[1] == 1;
    const std::int64_t length = whole ? kernel_.width * channels : channels;
    const std::int64_t turns = (length + stride - 1) / stride;
    for (std::int64_t kx = 0; kx < (whole ? 1 : kernel_.width); ++kx) {
      const float* from = work + (ky * kernel_.width + kx) * channels;
      float* place = to + kx * card_.dilation[1] * channels;
      for (std::int64_t turn = 0; turn < std::min(turns, in_.width); ++turn)
        kernels_.add_runs(from + turn * products_, turns * products_, (in_.width - turn + turns - 1) / turns,
                          length, place + turn * stride, turns * stride);
    }
  }

  const TileKernels& kernels_;
  Sizes in_;
  Sizes out_;
  Sizes kernel_;  ///< its channels are the outputs'
  LayerCard card_;
  PanelWeights weights_;
  StagedFinish finish_;
  std::vector<float> ones_;
  std::int64_t products_;  ///< of an input pixel, up to whole vectors
};

}  // namespace

std::unique_ptr<StagedLayer> make_staged_overlap(const FoldedStep& step, const TileKernels& kernels) {
  return std::make_unique<StagedOverlap>(step, kernels);
}

}  // namespace ganscope
