#include "engine/mlp/product.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/mlp/small_network.hpp"

using namespace ganscope;
using namespace ganscope::mlp;
using namespace ganscope::test;

namespace {

template <class T>
void compare(const ProductShape& s, double tolerance) {
  CAPTURE(s.rows);
  CAPTURE(s.columns);
  CAPTURE(s.inner);
  CAPTURE(s.left_transposed);
  CAPTURE(s.adds);
  const int left_rows = s.left_transposed ? s.inner : s.rows;
  const std::vector<T> left = numbers<T>(static_cast<std::size_t>(left_rows * s.left_stride), 1);
  const std::vector<T> right = numbers<T>(static_cast<std::size_t>(s.inner * s.right_stride), 2);
  const std::vector<T> before = numbers<T>(static_cast<std::size_t>(s.rows * s.out_stride), 3);
  std::vector<T> made = before;
  std::vector<T> plain = before;
  Product<T> product(s);
  product(left.data(), right.data(), made.data());
  Product<T>::plain(s)(left.data(), right.data(), plain.data());
  for (int r = 0; r < s.rows; ++r)
    for (int c = 0; c < s.out_stride; ++c) {
      const auto i = static_cast<std::size_t>(r * s.out_stride + c);
      double expected = static_cast<double>(before[i]);
      if (c < s.columns) {
        if (!s.adds) expected = 0;
        for (int k = 0; k < s.inner; ++k)
          expected += static_cast<double>(left[static_cast<std::size_t>(
                          s.left_transposed ? k * s.left_stride + r : r * s.left_stride + k)]) *
                      static_cast<double>(right[static_cast<std::size_t>(k * s.right_stride + c)]);
      }
      if (!(std::abs(static_cast<double>(made[i]) - expected) < tolerance) ||
          !(std::abs(static_cast<double>(plain[i]) - expected) < tolerance))
        FAIL_CHECK("row " << r << ", column " << c << ": " << made[i] << " and " << plain[i] << " instead of "
                          << expected);
    }
}

}  // namespace

TEST_CASE("products: of every kind of shape that a network has") {
  for (const int rows : {1, 6, 64})
    for (const int columns : {1, 2, 16, 20, 100})
      for (const int inner : {1, 2, 7, 200})
        for (const bool adds : {false, true})
          for (const bool left_transposed : {false, true}) {
            const ProductShape shape{.rows = rows,
                                     .columns = columns,
                                     .inner = inner,
                                     .left_stride = (left_transposed ? rows : inner) + 3,
                                     .right_stride = columns + 1,
                                     .out_stride = columns + 2,
                                     .left_transposed = left_transposed,
                                     .adds = adds};
            compare<float>(shape, 2e-4);
            compare<double>(shape, 1e-11);
          }
}

TEST_CASE("products: of wide layers") {
  compare<float>({.rows = 64,
                  .columns = 1500,
                  .inner = 2100,
                  .left_stride = 2100,
                  .right_stride = 1500,
                  .out_stride = 1500},
                 5e-3);
  compare<float>({.rows = 24,
                  .columns = 1500,
                  .inner = 512,
                  .left_stride = 2100,
                  .right_stride = 1500,
                  .out_stride = 1500,
                  .left_transposed = true},
                 2e-3);
}

#if defined(__x86_64__)
TEST_CASE("products: are made for this processor") {
  CHECK(Product<float>({.rows = 64,
                        .columns = 200,
                        .inner = 100,
                        .left_stride = 112,
                        .right_stride = 208,
                        .out_stride = 208})
            .is_made());
}
#endif
