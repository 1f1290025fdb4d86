#include "engine/mlp/product.hpp"

#include <algorithm>
#include <type_traits>

#ifdef GANSCOPE_XSMM
#include <libxsmm.h>
#endif

namespace ganscope::mlp {
namespace {

#ifdef GANSCOPE_XSMM
/// Numbers of a right side that a product of one piece may have, and the blocks of a larger one: they stay in
/// the second level of the cache while the rows pass by.
constexpr std::size_t kMostAtOnce = 1 << 18;
constexpr int kBlockColumns = 256;
constexpr int kBlockInner = 256;

/// libxsmm counts by columns: what is a row-major matrix here is its transpose there, so the factors change
/// places.
template <class T>
auto make(const ProductShape& s) -> void (*)(const T*, const T*, T*) {
  const T alpha = 1;
  const T beta = s.adds ? 1 : 0;
  const int flags = s.left_transposed ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
  const int prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
  using Made = void (*)(const T*, const T*, T*);
  if constexpr (std::is_same_v<T, float>)
    return reinterpret_cast<Made>(libxsmm_smmdispatch(s.columns, s.rows, s.inner, &s.right_stride,
                                                      &s.left_stride, &s.out_stride, &alpha, &beta, &flags,
                                                      &prefetch));
  else
    return reinterpret_cast<Made>(libxsmm_dmmdispatch(s.columns, s.rows, s.inner, &s.right_stride,
                                                      &s.left_stride, &s.out_stride, &alpha, &beta, &flags,
                                                      &prefetch));
}
#endif

}  // namespace

template <class T>
Product<T>::Product(const ProductShape& shape) : shape_(shape) {
#ifdef GANSCOPE_XSMM
  if (shape.rows <= 0 || shape.columns <= 0 || shape.inner <= 0) return;
  if (static_cast<std::size_t>(shape.columns) * static_cast<std::size_t>(shape.inner) > kMostAtOnce)
    make_blocks();
  else
    made_ = make<T>(shape);
#endif
}

/// Blocks of the right side, one after another down a column of them, so that the output's stays near.
template <class T>
void Product<T>::make_blocks() {
#ifdef GANSCOPE_XSMM
  for (int column = 0; column < shape_.columns; column += kBlockColumns)
    for (int k = 0; k < shape_.inner; k += kBlockInner) {
      ProductShape part = shape_;
      part.columns = std::min(kBlockColumns, shape_.columns - column);
      part.inner = std::min(kBlockInner, shape_.inner - k);
      part.adds = shape_.adds || k > 0;
      const auto from = static_cast<std::size_t>(k);
      const auto at = static_cast<std::size_t>(column);
      blocks_.push_back(
          {.made = make<T>(part),
           .left = from * (shape_.left_transposed ? static_cast<std::size_t>(shape_.left_stride) : 1),
           .right = from * static_cast<std::size_t>(shape_.right_stride) + at,
           .out = at});
      if (blocks_.back().made == nullptr) {
        blocks_.clear();  // plain loops, then
        return;
      }
    }
#endif
}

template <class T>
Product<T> Product<T>::plain(const ProductShape& shape) {
  Product out;
  out.shape_ = shape;
  return out;
}

template <class T>
void Product<T>::multiply(const T* left, const T* right, T* out) const {
  const std::ptrdiff_t along_row = shape_.left_transposed ? shape_.left_stride : 1;
  const std::ptrdiff_t to_next = shape_.left_transposed ? 1 : shape_.left_stride;
  for (int row = 0; row < shape_.rows; ++row) {
    T* o = out + static_cast<std::ptrdiff_t>(row) * shape_.out_stride;
    if (!shape_.adds) std::fill(o, o + shape_.columns, T(0));
    for (int k = 0; k < shape_.inner; ++k) {
      const T factor = left[row * to_next + k * along_row];
      const T* r = right + static_cast<std::ptrdiff_t>(k) * shape_.right_stride;
      for (int column = 0; column < shape_.columns; ++column) o[column] += factor * r[column];
    }
  }
}

template class Product<float>;
template class Product<double>;

}  // namespace ganscope::mlp
