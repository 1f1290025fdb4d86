#include "engine/nets/norm_elu_kernels.hpp"

#include <cmath>
#include <vector>

#include "engine/cpu_clones.hpp"

// The inner loops run along the columns so that they vectorise without reordering sums.

namespace ganscope {
namespace {

/// exp(x) for x <= 0, to 2 ulp or so: exp(x) = 2^k * exp(r) with |r| <= ln(2)/2 and a polynomial of
/// degree 6 for exp(r) (Cephes' expf). Branch-free, so that loops around it vectorise.
[[gnu::always_inline]] inline float exp_of_negative(float x) {
  x = x < -87.f ? -87.f : x;
  // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits.
  constexpr float kRound = 12582912.f;
  const float shifted = x * 1.44269504f + kRound;
  const float k = shifted - kRound;
  float r = x - k * 0.693359375f;
  r = r + k * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.f;
  const std::int32_t exponent = __builtin_bit_cast(std::int32_t, shifted) - 0x4b400000 + 127;
  return p * __builtin_bit_cast(float, exponent << 23);
}

/// min(y, 0) and max(y, 0) by the absolute value: exact, without branches, and NaN stays visible to
/// the divergence check.
[[gnu::always_inline]] inline float elu(float y) {
  const float magnitude = __builtin_fabsf(y);
  return (exp_of_negative(0.5f * (y - magnitude)) - 1.f) + 0.5f * (y + magnitude);
}

}  // namespace

GANSCOPE_CLONES void norm_elu_forward(const NormEluForward& a) {
  const std::int64_t n = a.columns;
  const float per_row = 1.f / static_cast<float>(a.rows);
  std::vector<float> sums(static_cast<std::size_t>(n), 0.f);
  float* __restrict sum = sums.data();
  float* __restrict mean = a.mean;
  float* __restrict inverse = a.inverse_deviation;
  const float* __restrict scale = a.scale;
  const float* __restrict shift = a.shift;
  for (std::int64_t r = 0; r < a.rows; ++r) {
    const float* __restrict x = a.x + r * n;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < n; ++c) sum[c] += x[c];
  }
  for (std::int64_t c = 0; c < n; ++c) {
    mean[c] = sum[c] * per_row;
    sum[c] = 0.f;
  }
  // Two passes: the variance of centred values doesn't cancel when the mean is large.
  for (std::int64_t r = 0; r < a.rows; ++r) {
    const float* __restrict x = a.x + r * n;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < n; ++c) {
      const float d = x[c] - mean[c];
      sum[c] += d * d;
    }
  }
  for (std::int64_t c = 0; c < n; ++c) inverse[c] = 1.f / std::sqrt(sum[c] * per_row + a.epsilon);
  for (std::int64_t r = 0; r < a.rows; ++r) {
    float* __restrict x = a.x + r * n;
    float* __restrict out = a.out + r * n;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < n; ++c) {
      const float normalised = (x[c] - mean[c]) * inverse[c];
      const float y = normalised * scale[c] + shift[c];
      x[c] = normalised;
      out[c] = elu(y);
    }
  }
}

GANSCOPE_CLONES void norm_elu_backward(const NormEluBackward& a) {
  const std::int64_t n = a.columns;
  const float per_row = 1.f / static_cast<float>(a.rows);
  float* __restrict shift = a.shift_gradient;
  float* __restrict scale = a.scale_gradient;
  for (std::int64_t c = 0; c < n; ++c) shift[c] = scale[c] = 0.f;
  for (std::int64_t r = 0; r < a.rows; ++r) {
    const float* __restrict out = a.out + r * n;
    const float* __restrict up = a.out_gradient + r * n;
    const float* __restrict hat = a.normalised + r * n;
    float* __restrict g = a.x_gradient + r * n;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < n; ++c) {
      const float slope = 0.5f * (out[c] - __builtin_fabsf(out[c])) + 1.f;  // elu' = elu + 1 below 0
      const float d = up[c] * slope;
      g[c] = d;
      shift[c] += d;
      scale[c] += d * hat[c];
    }
  }
  const float* __restrict gain = a.scale;
  const float* __restrict inverse = a.inverse_deviation;
  for (std::int64_t r = 0; r < a.rows; ++r) {
    const float* __restrict hat = a.normalised + r * n;
    float* __restrict g = a.x_gradient + r * n;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < n; ++c)
      g[c] = (g[c] - (shift[c] + hat[c] * scale[c]) * per_row) * (gain[c] * inverse[c]);
  }
}

GANSCOPE_CLONES void bias_elu(std::int64_t rows, std::int64_t columns, const float* bias, float* x) {
  const float* __restrict b = bias;
  for (std::int64_t r = 0; r < rows; ++r) {
    float* __restrict row = x + r * columns;
#pragma GCC ivdep
    for (std::int64_t c = 0; c < columns; ++c) row[c] = elu(row[c] + b[c]);
  }
}

}  // namespace ganscope
