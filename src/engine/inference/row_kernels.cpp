#include "engine/inference/row_kernels.hpp"

#include "engine/cpu_clones.hpp"

// The loops have no branches, so that they vectorise.

namespace ganscope {

GANSCOPE_CLONES
void add_bias_rows(float* __restrict rows, std::int64_t count, const float* __restrict bias,
                   std::int64_t channels, float slope) {
  for (std::int64_t row = 0; row < count; ++row, rows += channels)
    for (std::int64_t c = 0; c < channels; ++c) {
      const float value = rows[c] + bias[c];
      const float above = value > 0 ? value : 0;
      const float below = value > 0 ? 0 : value;
      rows[c] = above + slope * below;
    }
}

void to_planes(const float* __restrict pixels, std::int64_t count, std::int64_t channels,
               float* __restrict planes) {
  if (channels == 3) {  // a width that the compiler knows
    for (std::int64_t i = 0; i < count; ++i) {
      planes[i] = pixels[3 * i];
      planes[count + i] = pixels[3 * i + 1];
      planes[2 * count + i] = pixels[3 * i + 2];
    }
    return;
  }
  for (std::int64_t c = 0; c < channels; ++c)
    for (std::int64_t i = 0; i < count; ++i) planes[c * count + i] = pixels[i * channels + c];
}

GANSCOPE_CLONES
bool to_unit_range(const float* __restrict from, std::int64_t count, float low, float high,
                   float* __restrict to) {
  const float scale = 1 / (high - low);
  float broken = 0;  // 0 * x is not 0 for what is not finite
  for (std::int64_t i = 0; i < count; ++i) {
    const float value = (from[i] - low) * scale;
    const float above = value > 0 ? value : 0;
    to[i] = above < 1 ? above : 1;
    broken += 0 * from[i] != 0 ? 1.F : 0.F;
  }
  return broken == 0;
}

}  // namespace ganscope
