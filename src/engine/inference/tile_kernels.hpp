#pragma once
#include <cstdint>
#include <vector>

namespace ganscope {

/// What a kernel can do to a sum on its way out.
enum class TileActivation { none, slope, tanh, sigmoid };

/// y = activation(sum * scale + bias), a column each. `slope` is what numbers that aren't above 0 are
/// multiplied with: 0 is ReLU. NaN stays NaN, and -infinity under ReLU becomes it.
struct TileFinish {
  const float* scale = nullptr;
  const float* bias = nullptr;
  TileActivation activation = TileActivation::none;
  float slope = 1;
};

/// Matrix products of few rows, and what a transposed convolution needs around them, for one kind of
/// processor. A panel is some columns of a matrix, row after row: `vectors * vector` numbers wide, the last
/// of a matrix narrower, always whole vectors. Every sum is added up in the order of k, so a number has the
/// same bits whatever rows stand beside it.
struct TileKernels {
  const char* name;
  std::int64_t vector;   ///< floats in a register
  std::int64_t vectors;  ///< registers that a whole panel is wide
  bool (*works_here)();  ///< whether this processor has the instructions

  /// out[r][c] = sum over k < depth of rows[r][k] * panel[k][c]; `stride` numbers from one r to the next.
  void (*product)(const float* const* rows, std::int64_t count, std::int64_t depth, const float* panel,
                  std::int64_t vectors, float* out, std::int64_t stride);
  /// The same with a panel of whole numbers.
  void (*product16)(const float* const* rows, std::int64_t count, std::int64_t depth,
                    const std::int16_t* panel, std::int64_t vectors, float* out, std::int64_t stride);
  /// to[r][c] = finished from[r][c].
  void (*finish)(const float* from, std::int64_t from_stride, std::int64_t rows, std::int64_t columns,
                 const TileFinish& how, float* to, std::int64_t to_stride);
  /// Four outputs of nine products, the two-dimensional form of a = p0 + p1, b = p1 - p2. Product i of tile r
  /// begins at products[i * plane + r * stride]; to[4 r ...] are where a tile's four outputs go, null where
  /// it has none.
  void (*join)(const float* products, std::int64_t plane, std::int64_t stride, std::int64_t tiles,
               std::int64_t columns, const TileFinish& how, float* const* to);
  /// out = (a - b) - (c - d)
  void (*difference)(const float* a, const float* b, const float* c, const float* d, std::int64_t count,
                     float* out);
  /// `count` runs of `length` numbers, added to others: to[i * to_stride + n] += from[i * from_stride + n].
  /// The runs that are added to must not overlap.
  void (*add_runs)(const float* from, std::int64_t from_stride, std::int64_t count, std::int64_t length,
                   float* to, std::int64_t to_stride);
};

/// All that this program was compiled with, the fastest first.
[[nodiscard]] const std::vector<const TileKernels*>& compiled_tile_kernels();
/// The fastest that this processor can run; null where it can run none.
[[nodiscard]] const TileKernels* best_tile_kernels();

}  // namespace ganscope
