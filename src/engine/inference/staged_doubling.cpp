#include <algorithm>

#include "engine/inference/panel_weights.hpp"
#include "engine/inference/staged_layer.hpp"

// A transposed convolution with a kernel of 4, stride of 2 and padding of 1. Along one axis, with the weights
// w0 to w3:
//   out[2i]     = in[i - 1] w3 + in[i]     w1
//   out[2i + 1] = in[i]     w2 + in[i + 1] w0
// so outputs of either parity ("phase") are a convolution of two weights. Two neighbours of one phase, with
// inputs a, b, c and weights u, v (Winograd's F(2, 2); Lavin and Gray, "Fast Algorithms for Convolutional
// Neural Networks", 2015):
//   a u + b v = (a - b) u + b (u + v)
//   b u + c v = b (u + v) - (b - c) v
// are three products instead of four, and in two dimensions nine instead of sixteen, with no coefficient
// but 1. What goes into them is one list for both phases, s[2i] = in[i - 1] - in[i] and s[2i + 1] = in[i]:
// pair t of phase p needs s[4t + 2p], s[4t + 2p + 1] and s[4t + 2p + 2].

namespace ganscope {
namespace {

constexpr std::int64_t kParts = 9;
constexpr std::int64_t kPhases = 4;
/// Images go in groups whose lists stay in a cache, but are enough rows for a tile.
constexpr std::int64_t kListNumbers = 1 << 18;
/// Tiles whose products stay in the first cache until they are joined.
constexpr std::int64_t kTilesAtOnce = 24;

/// Entries of a list whose channels are a power of two would all fall on the same few lines of a cache.
constexpr std::int64_t kApart = 16;

/// The weights' part of the three products of a phase, along one axis: w[first] times `one` and w[second]
/// times `other`.
struct Combination {
  std::int64_t first, second;
  float one, other;
};

Combination combination(std::int64_t phase, std::int64_t part) {
  const std::int64_t u = phase == 0 ? 3 : 2;
  const std::int64_t v = phase == 0 ? 1 : 0;
  return {u, v, part < 2 ? 1.F : 0.F, part > 0 ? 1.F : 0.F};
}

/// phases x parts x inputs x outputs of a weight that is inputs x outputs x 4 x 4.
PanelWeights packed_products(const FoldedStep& step, const TileKernels& kernels) {
  const at::Tensor weight = step.weight.to(at::kFloat).permute({2, 3, 0, 1}).contiguous();
  const std::int64_t inputs = weight.size(2);
  const std::int64_t outputs = weight.size(3);
  const std::int64_t numbers = inputs * outputs;
  const auto* w = weight.data_ptr<float>();
  std::vector<float> values(static_cast<std::size_t>(kPhases * kParts * numbers));
  float* to = values.data();
  for (std::int64_t phase = 0; phase < kPhases; ++phase)
    for (std::int64_t part = 0; part < kParts; ++part) {
      const Combination y = combination(phase / 2, part / 3);
      const Combination x = combination(phase % 2, part % 3);
      const auto at = [&](std::int64_t ky, std::int64_t kx) { return w + (4 * ky + kx) * numbers; };
      const float* uu = at(y.first, x.first);
      const float* uv = at(y.first, x.second);
      const float* vu = at(y.second, x.first);
      const float* vv = at(y.second, x.second);
      for (std::int64_t i = 0; i < numbers; ++i)
        *to++ = y.one * (x.one * uu[i] + x.other * uv[i]) + y.other * (x.one * vu[i] + x.other * vv[i]);
    }
  return {kernels, {.depth = inputs, .columns = outputs, .sets = kPhases, .parts = kParts}, values};
}

class StagedDoubling final : public StagedLayer {
 public:
  StagedDoubling(const FoldedStep& step, const TileKernels& kernels)
      : kernels_(kernels),
        inputs_(step.in[0]),
        pitch_(inputs_ + kApart),
        height_(step.in[1]),
        width_(step.in[2]),
        outputs_(step.out[0]),
        tiles_y_((height_ + 1) / 2),
        tiles_x_((width_ + 1) / 2),
        weights_(packed_products(step, kernels)),
        finish_(step, outputs_, 1, weights_.padded_columns()),
        zeros_(static_cast<std::size_t>(inputs_)) {}

  std::int64_t in_numbers() const override { return inputs_ * height_ * width_; }
  std::int64_t out_numbers() const override { return 4 * outputs_ * height_ * width_; }
  std::int64_t stages(std::int64_t count) const override {
    const std::int64_t group = group_of(count);
    return 2 * ((count + group - 1) / group);
  }
  std::int64_t pieces(std::int64_t stage, std::int64_t count) const override {
    const std::int64_t images = images_of(stage, count);
    if (stage % 2 == 0) return images * rows();
    return kPhases * weights_.panels() * blocks(images);
  }
  std::int64_t work(std::int64_t count) const override {
    return group_of(count) * rows() * columns() * pitch_;
  }
  std::int64_t scratch() const override { return kParts * kTilesAtOnce * weights_.panel_columns(); }
  std::size_t weight_bytes() const override { return weights_.bytes(); }

  void run(std::int64_t stage, std::int64_t piece, const StagedPass& pass,
           float* scratch) const noexcept override {
    if (stage % 2 == 0)
      list_row(stage, piece, pass);
    else
      multiply(stage, piece, pass, scratch);
  }

 private:
  [[nodiscard]] std::int64_t rows() const { return 4 * tiles_y_ + 1; }
  [[nodiscard]] std::int64_t columns() const { return 4 * tiles_x_ + 1; }
  [[nodiscard]] std::int64_t group_of(std::int64_t count) const {
    const std::int64_t numbers = rows() * columns() * pitch_;
    return std::clamp<std::int64_t>(kListNumbers / numbers, 1, std::max<std::int64_t>(count, 1));
  }
  [[nodiscard]] std::int64_t first_of(std::int64_t stage, std::int64_t count) const {
    return stage / 2 * group_of(count);
  }
  [[nodiscard]] std::int64_t images_of(std::int64_t stage, std::int64_t count) const {
    return std::min(group_of(count), count - first_of(stage, count));
  }
  [[nodiscard]] std::int64_t blocks(std::int64_t images) const {
    return (images * tiles_y_ * tiles_x_ + kTilesAtOnce - 1) / kTilesAtOnce;
  }
  /// A pixel's channels; zeros outside the picture.
  [[nodiscard]] const float* pixel(const float* image, std::int64_t y, std::int64_t x) const {
    if (y < 0 || x < 0 || y >= height_ || x >= width_) return zeros_.data();
    return image + (y * width_ + x) * inputs_;
  }

  /// One row of one image's list. Where both indices are odd the list is the picture itself and isn't kept.
  void list_row(std::int64_t stage, std::int64_t piece, const StagedPass& pass) const {
    const std::int64_t image = piece / rows();
    const std::int64_t row = piece % rows();
    const float* in = pass.in + (first_of(stage, pass.count) + image) * in_numbers();
    const std::int64_t y = row / 2;
    for (std::int64_t column = 0; column < columns(); column += 1 + row % 2) {
      const std::int64_t x = column / 2;
      const float* none = zeros_.data();
      const bool across = column % 2 == 0;
      const bool down = row % 2 == 0;
      const float* a = down ? pixel(in, y - 1, across ? x - 1 : x) : pixel(in, y, x - 1);
      const float* b = down ? (across ? pixel(in, y - 1, x) : none) : pixel(in, y, x);
      const float* c = down ? pixel(in, y, across ? x - 1 : x) : none;
      const float* d = down && across ? pixel(in, y, x) : none;
      kernels_.difference(a, b, c, d, inputs_,
                          pass.work + ((image * rows() + row) * columns() + column) * pitch_);
    }
  }

  /// One phase's outputs of some tiles and of a panel's channels.
  void multiply(std::int64_t stage, std::int64_t piece, const StagedPass& pass, float* scratch) const {
    const std::int64_t images = images_of(stage, pass.count);
    const std::int64_t first_image = first_of(stage, pass.count);
    const std::int64_t block = piece % blocks(images);
    const std::int64_t panel = piece / blocks(images) % weights_.panels();
    const std::int64_t phase = piece / blocks(images) / weights_.panels();
    const std::int64_t first = block * kTilesAtOnce;
    const std::int64_t count = std::min(kTilesAtOnce, images * tiles_y_ * tiles_x_ - first);
    const std::int64_t stride = weights_.panel_columns();
    const std::int64_t plane = count * stride;
    const float* in = pass.in + first_image * in_numbers();
    float* out = pass.out + first_image * out_numbers() + panel * stride;
    const float* corners[kTilesAtOnce];  // of what goes into a tile's nine products
    const float* pixels[kTilesAtOnce];   // the picture's own, for the middle one
    float* to[4 * kTilesAtOnce];
    for (std::int64_t r = 0; r < count; ++r) {
      const Tile tile = tile_at(first + r);
      const std::int64_t row = 4 * tile.y + 2 * (phase / 2);
      const std::int64_t column = 4 * tile.x + 2 * (phase % 2);
      corners[r] = pass.work + ((tile.image * rows() + row) * columns() + column) * pitch_;
      pixels[r] = pixel(in + tile.image * in_numbers(), row / 2, column / 2);
      find_outputs(out, tile, phase, to + 4 * r);
    }
    for (std::int64_t part = 0; part < kParts; ++part) {
      const float* list[kTilesAtOnce];
      const std::int64_t offset = (part / 3 * columns() + part % 3) * pitch_;
      for (std::int64_t r = 0; r < count; ++r) list[r] = part == kParts / 2 ? pixels[r] : corners[r] + offset;
      weights_.multiply(phase, part, panel, list, count, scratch + part * plane, stride);
    }
    kernels_.join(scratch, plane, stride, count, std::min(stride, outputs_ - panel * stride),
                  finish_.at(panel * stride, weights_.scale(phase) + panel * stride), to);
  }

  /// Two by two neighbours of a phase.
  struct Tile {
    std::int64_t image, y, x;
  };
  [[nodiscard]] Tile tile_at(std::int64_t number) const {
    const std::int64_t row = number / tiles_x_;
    return {row / tiles_y_, row % tiles_y_, number % tiles_x_};
  }

  /// Where a tile's four outputs go; null beyond the picture, where its size is odd.
  void find_outputs(float* out, const Tile& tile, std::int64_t phase, float** to) const {
    for (std::int64_t i = 0; i < 4; ++i) {
      const std::int64_t y = 2 * tile.y + i / 2;
      const std::int64_t x = 2 * tile.x + i % 2;
      const std::int64_t place = (2 * y + phase / 2) * 2 * width_ + 2 * x + phase % 2;
      to[i] = y < height_ && x < width_ ? out + tile.image * out_numbers() + place * outputs_ : nullptr;
    }
  }

  const TileKernels& kernels_;
  std::int64_t inputs_;
  std::int64_t pitch_;  ///< from one entry of a list to the next
  std::int64_t height_, width_;
  std::int64_t outputs_;
  std::int64_t tiles_y_, tiles_x_;  ///< pairs of a phase's outputs
  PanelWeights weights_;
  StagedFinish finish_;
  std::vector<float> zeros_;
};

}  // namespace

std::unique_ptr<StagedLayer> make_staged_doubling(const FoldedStep& step, const TileKernels& kernels) {
  return std::make_unique<StagedDoubling>(step, kernels);
}

}  // namespace ganscope
