#pragma once
#include <cstdint>
#include <vector>

#include "exchange/toy_config.hpp"

namespace ganscope::mlp {

/// A few rows of a matrix whose columns are padded: `stride` is a whole number of registers, and so are
/// the vectors of one number a column that go with them. All of them are aligned.
struct Rows {
  int count = 0;
  int stride = 0;
};

template <class T>
struct MomentsOf {
  Rows rows;
  const T* z;
  T* mean;     ///< out
  T* squares;  ///< out: sums of the squared deviations from `mean`
};

template <class T>
struct Normalising {
  Rows rows;
  const T* z;
  const T* mean;
  const T* factor;  ///< scale over the deviation
  const T* shift;
  T* out;  ///< activation((z - mean) * factor + shift)
};

/// What goes back through an activation, and what a normalisation's gradients are summed from.
template <class T>
struct GoingBack {
  Rows rows;
  const T* out;  ///< the activation's
  const T* z;    ///< with normalisation only, as the next two
  const T* mean;
  const T* inverse;  ///< 1 / deviation
  T* gradient;       ///< in: at the activation's output; out: before the activation
  T* sum;            ///< out: of the gradients before the activation, a column
  T* sum_hat;        ///< out: of their products with the normalised value
};

/// The rest of the way through a normalisation: gradient * factor - at_mean - (z - mean) * at_deviation.
template <class T>
struct NormBack {
  Rows rows;
  const T* z;
  const T* mean;
  const T* factor;
  const T* at_mean;
  const T* at_deviation;
  T* gradient;  ///< in and out
};

/// The second derivative's way forward through an activation (see penalty.hpp).
template <class T>
struct SecondOrder {
  Rows rows;
  const T* out;    ///< the activation's
  const T* above;  ///< first derivative that came down to the activation's output
  T* direction;    ///< in: at z; out: times the activation's slope
  T* injected;     ///< out: slope's own slope * above * direction
};

/// What tiles found, put together in the order of the tiles. Tile t's two vectors are at `of_tiles` + 2 * t *
/// stride and one stride behind it; all tiles have `rows` rows but the last.
template <class T>
struct OfTiles {
  int tiles;
  int stride;
  int rows;
  int last_rows;
  const T* of_tiles;
};

/// A batch's statistics and what normalises with them.
template <class T>
struct Statistics {
  OfTiles<T> from;  ///< what moments() made
  const T* scale;
  T epsilon;
  T* mean;
  T* variance;  ///< biased
  T* inverse;
  T* factor;
};

/// A normalisation's sums and what the way back takes from them.
template <class T>
struct NormSums {
  OfTiles<T> from;  ///< what back() made
  const T* inverse;
  const T* factor;
  T* sum;
  T* sum_hat;
  T* at_mean;
  T* at_deviation;
};

/// One step over `count` weights, a whole number of registers. What each of them means is PyTorch's.
template <class T>
struct WeightStep {
  std::int64_t count;
  const T* gradient;
  T* weight;
  T* first;   ///< Adam's first moment, SGD's momentum buffer
  T* second;  ///< mean of the squared gradients
  T rate;     ///< Adam: over the first moment's bias correction
  T momentum;
  T root;  ///< Adam: root of the second moment's bias correction
};

/// The loops over single numbers, for the vector registers that this processor has. Sums go down the rows in
/// order, so a tile's is the same whoever makes it.
template <class T>
struct RowKernels {
  void (*moments)(const MomentsOf<T>& a);
  void (*statistics)(const Statistics<T>& a);
  void (*norm_sums)(const NormSums<T>& a);
  void (*normalise)(Activation activation, const Normalising<T>& a);
  /// out = activation(out + bias) in place.
  void (*add_bias)(Activation activation, Rows rows, const T* bias, T* out);
  /// Through the activation, with the sums that a normalisation's gradients need.
  void (*back)(Activation activation, const GoingBack<T>& a);
  /// The same without normalisation: `sum` alone.
  void (*back_plain)(Activation activation, const GoingBack<T>& a);
  void (*back_norm)(const NormBack<T>& a);
  /// out = activation's slope * in.
  void (*slopes)(Activation activation, Rows rows, const T* out, const T* in, T* to);
  void (*second_order)(Activation activation, const SecondOrder<T>& a);
  /// to += activation's slope * in.
  void (*add_slopes)(Activation activation, Rows rows, const T* out, const T* in, T* to);
  void (*rmsprop)(const WeightStep<T>& a);
  void (*adam)(const WeightStep<T>& a);
  void (*sgd)(const WeightStep<T>& a);
  /// `out` has `in`'s rows as columns.
  void (*transpose)(int rows, int columns, int in_stride, int out_stride, const T* in, T* out);
  double (*sum)(std::int64_t count, const T* values);
  double (*sum_of_squares)(std::int64_t count, const T* values);
};

/// The widest that this processor has: AVX-512, AVX2 with FMA, or what every processor of its kind has.
template <class T>
[[nodiscard]] const RowKernels<T>& row_kernels();
template <>
const RowKernels<float>& row_kernels<float>();
template <>
const RowKernels<double>& row_kernels<double>();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<const RowKernels<float>*> every_row_kernels();

/// "avx512", "avx2" or "plain": what row_kernels() are.
[[nodiscard]] const char* row_kernels_name();

}  // namespace ganscope::mlp
