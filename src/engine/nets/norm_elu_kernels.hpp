#pragma once
#include <cstdint>

namespace ganscope {

/// Batch normalisation and ELU over a rows x columns matrix (row-major), statistics per column.
struct NormEluForward {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  float epsilon = 1e-5f;
  const float* scale = nullptr;        ///< columns
  const float* shift = nullptr;        ///< columns
  float* x = nullptr;                  ///< in: linear output; out: normalised, before scale and shift
  float* out = nullptr;                ///< rows x columns
  float* mean = nullptr;               ///< columns, out
  float* inverse_deviation = nullptr;  ///< columns, out: 1 / sqrt(biased variance + epsilon)
};
void norm_elu_forward(const NormEluForward& a);

struct NormEluBackward {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  const float* scale = nullptr;
  const float* normalised = nullptr;
  const float* out = nullptr;
  const float* inverse_deviation = nullptr;
  const float* out_gradient = nullptr;
  float* x_gradient = nullptr;      ///< rows x columns, out: gradient at the linear output
  float* scale_gradient = nullptr;  ///< columns, out
  float* shift_gradient = nullptr;  ///< columns, out
};
void norm_elu_backward(const NormEluBackward& a);

/// elu(x + bias) in place over a rows x columns matrix; `bias` has `columns` values.
void bias_elu(std::int64_t rows, std::int64_t columns, const float* bias, float* x);

}  // namespace ganscope
