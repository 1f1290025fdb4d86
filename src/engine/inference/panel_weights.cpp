#include "engine/inference/panel_weights.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {
namespace {

/// Smaller ones stay in a core's own cache.
constexpr std::int64_t kNarrowFrom = 64 << 10;  // numbers
constexpr float kLargest = 32767;
constexpr double kMostRounding = 5e-4;  ///< root mean square, of a column's usual weight

}  // namespace

PanelWeights::PanelWeights(const TileKernels& kernels, const PanelShape& shape, std::span<const float> values)
    : kernels_(&kernels),
      shape_(shape),
      panel_columns_(kernels.vector * kernels.vectors),
      panels_((shape.columns + panel_columns_ - 1) / panel_columns_),
      padded_columns_((shape.columns + kernels.vector - 1) / kernels.vector * kernels.vector) {
  choose_scales(values);
  narrow_ = !shape.floats && static_cast<std::int64_t>(values.size()) >= kNarrowFrom && may_be_narrow(values);
  if (narrow_) {
    fill<std::int16_t>(values, [](float value, float scale) {
      return static_cast<std::int16_t>(std::lrintf(value / scale));
    });
  } else {
    std::fill(scales_.begin(), scales_.end(), 1.F);
    fill<float>(values, [](float value, float) { return value; });
  }
}

void PanelWeights::choose_scales(std::span<const float> values) {
  scales_.assign(static_cast<std::size_t>(shape_.sets * padded_columns_), 0.F);
  const float* value = values.data();
  for (std::int64_t set = 0; set < shape_.sets; ++set) {
    float* largest = scales_.data() + set * padded_columns_;
    for (std::int64_t row = 0; row < shape_.parts * shape_.depth; ++row, value += shape_.columns)
      for (std::int64_t c = 0; c < shape_.columns; ++c) largest[c] = std::max(largest[c], std::abs(value[c]));
  }
  for (float& scale : scales_) scale = scale > 0 ? scale / kLargest : 1.F;
}

bool PanelWeights::may_be_narrow(std::span<const float> values) const {
  const auto columns = static_cast<std::size_t>(shape_.columns);
  std::vector<double> sizes(columns);
  const float* value = values.data();
  for (std::int64_t set = 0; set < shape_.sets; ++set) {
    // The square of the roots' mean is how large weights usually are: a few large ones hardly count.
    std::fill(sizes.begin(), sizes.end(), 0.0);
    for (std::int64_t row = 0; row < shape_.parts * shape_.depth; ++row, value += shape_.columns)
      for (std::size_t c = 0; c < columns; ++c) sizes[c] += std::sqrt(std::abs(value[c]));
    for (std::size_t c = 0; c < columns; ++c) {
      const double root = sizes[c] / static_cast<double>(shape_.parts * shape_.depth);
      const float step = scale(set)[c];
      if (!std::isfinite(root)) return false;  // no whole number stands for what is none
      // Steps so small that dividing by them overflows belong to no network.
      if (!std::isnormal(step)) return false;
      const double rounding = step / std::sqrt(12.0);
      if (root > 0 && !(rounding <= kMostRounding * root * root)) return false;
    }
  }
  return true;
}

template <class Number, class Convert>
void PanelWeights::fill(std::span<const float> values, Convert convert) {
  const std::int64_t numbers = shape_.sets * shape_.parts * shape_.depth * padded_columns_;
  numbers_ = HugeBuffer(static_cast<std::size_t>(numbers) * sizeof(Number));
  const float* value = values.data();
  for (std::int64_t set = 0; set < shape_.sets; ++set)
    for (std::int64_t part = 0; part < shape_.parts; ++part)
      for (std::int64_t k = 0; k < shape_.depth; ++k)
        for (std::int64_t panel = 0; panel < panels_; ++panel) {
          const std::int64_t first = panel * panel_columns_;
          const std::int64_t width = vectors_of(panel) * kernels_->vector;
          Number* to = numbers_.as<Number>() + place(set, part, panel) + k * width;
          const std::int64_t end = std::min(shape_.columns, first + width);
          for (std::int64_t c = first; c < end; ++c) *to++ = convert(*value++, scale(set)[c]);
        }
}

std::int64_t PanelWeights::vectors_of(std::int64_t panel) const {
  return std::min(kernels_->vectors, padded_columns_ / kernels_->vector - panel * kernels_->vectors);
}

std::int64_t PanelWeights::place(std::int64_t set, std::int64_t part, std::int64_t panel) const {
  const std::int64_t before = set * shape_.parts * shape_.depth * padded_columns_ +
                              panel * panel_columns_ * shape_.parts * shape_.depth;
  return before + part * shape_.depth * vectors_of(panel) * kernels_->vector;
}

const float* PanelWeights::scale(std::int64_t set) const { return scales_.data() + set * padded_columns_; }

void PanelWeights::multiply(std::int64_t set, std::int64_t part, std::int64_t panel, const float* const* rows,
                            std::int64_t count, float* out, std::int64_t stride) const {
  const std::int64_t vectors = vectors_of(panel);
  if (!narrow_) {
    const float* from = numbers_.as<float>() + place(set, part, panel);
    kernels_->product(rows, count, shape_.depth, from, vectors, out, stride);
    return;
  }
  const std::int16_t* from = numbers_.as<std::int16_t>() + place(set, part, panel);
  kernels_->product16(rows, count, shape_.depth, from, vectors, out, stride);
}

}  // namespace ganscope
