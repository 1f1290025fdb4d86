#pragma once
#include <cstdint>

#include "engine/inference/tile_kernels.hpp"

/// The loops of TileKernels over a processor's registers. For the files that are compiled for one kind of
/// processor: all here has internal linkage, and nothing of the standard library may come in, since the
/// linker could otherwise give such code to files that run anywhere. `Simd` has the register `V`, `kWidth`
/// floats in it and `kVectors` of them across a panel, and the few instructions used below.
namespace ganscope {
namespace {

template <class Simd>
struct TileLoops {
  using V = typename Simd::V;
  static constexpr int kWidth = Simd::kWidth;

  /// Rows at once: as many sums as there are registers for, beside a row of the panel and one number.
  static constexpr int most_rows(int vectors) {
    const int fit = (Simd::kRegisters - 2 - vectors) / vectors;
    return fit < 8 ? fit : 8;
  }

  template <int kRows, int kVectors, class Number>
  static void tile(const float* const* rows, std::int64_t depth, const Number* panel, float* out,
                   std::int64_t stride) {
    V sums[kRows][kVectors];
    const float* row[kRows];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      row[r] = rows[r];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) sums[r][v] = Simd::all(0);
    }
    for (std::int64_t k = 0; k < depth; ++k, panel += kVectors * kWidth) {
      V weights[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) weights[v] = Simd::load(panel + v * kWidth);
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const V x = Simd::all(row[r][k]);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) sums[r][v] = Simd::multiply_add(x, weights[v], sums[r][v]);
      }
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) Simd::store(out + r * stride + v * kWidth, sums[r][v]);
  }

  template <int kRows, int kVectors, class Number>
  static void tile_of(int count, const float* const* rows, std::int64_t depth, const Number* panel,
                      float* out, std::int64_t stride) {
    if constexpr (kRows > 0) {
      if (count == kRows)
        tile<kRows, kVectors>(rows, depth, panel, out, stride);
      else
        tile_of<kRows - 1, kVectors>(count, rows, depth, panel, out, stride);
    }
  }

  template <int kVectors, class Number>
  static void rows_of(const float* const* rows, std::int64_t count, std::int64_t depth, const Number* panel,
                      float* out, std::int64_t stride) {
    // Tiles of equal height: 16 rows as 6, 5 and 5.
    constexpr int kMost = most_rows(kVectors);
    for (std::int64_t tiles = (count + kMost - 1) / kMost; tiles > 0; --tiles) {
      const auto height = static_cast<int>((count + tiles - 1) / tiles);
      tile_of<kMost, kVectors>(height, rows, depth, panel, out, stride);
      rows += height;
      out += height * stride;
      count -= height;
    }
  }

  template <class Number, int kVectors = Simd::kVectors>
  static void product(const float* const* rows, std::int64_t count, std::int64_t depth, const Number* panel,
                      std::int64_t vectors, float* out, std::int64_t stride) {
    if constexpr (kVectors > 0) {
      if (vectors == kVectors)
        rows_of<kVectors>(rows, count, depth, panel, out, stride);
      else
        product<Number, kVectors - 1>(rows, count, depth, panel, vectors, out, stride);
    }
  }

  /// e^x for |x| below 80: Cephes' polynomial, within two units in the last place.
  static V exponential(V x) {
    const V n = Simd::rounded(Simd::multiply(x, Simd::all(1.44269504F)));
    V r = Simd::multiply_add(n, Simd::all(-0.693359375F), x);
    r = Simd::multiply_add(n, Simd::all(2.12194440e-4F), r);
    V p = Simd::all(1.9875691500e-4F);
    for (const float c :
         {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F})
      p = Simd::multiply_add(p, r, Simd::all(c));
    p = Simd::multiply_add(Simd::multiply(p, r), r, Simd::add(r, Simd::all(1)));
    return Simd::times_power_of_two(p, n);
  }

  // least() and most() give their second number where one is NaN, which is how it stays NaN here.
  static V activated(V x, TileActivation activation, V slope) {
    const V one = Simd::all(1);
    switch (activation) {
      case TileActivation::slope:
        return Simd::add(Simd::most(x, Simd::all(0)), Simd::multiply(slope, Simd::least(Simd::all(0), x)));
      case TileActivation::tanh: {
        const V size = Simd::least(Simd::all(12), Simd::without_sign(x));
        const V e = exponential(Simd::multiply(size, Simd::all(-2)));
        return Simd::with_sign(Simd::divide(Simd::subtract(one, e), Simd::add(one, e)), x);
      }
      case TileActivation::sigmoid: {
        const V inside = Simd::most(Simd::all(-80), Simd::least(Simd::all(80), x));
        return Simd::divide(one, Simd::add(one, exponential(Simd::subtract(Simd::all(0), inside))));
      }
      case TileActivation::none:
        break;
    }
    return x;
  }

  /// The vectors that cover `columns`: body(first column, numbers in it).
  template <class Body>
  static void over_columns(std::int64_t columns, Body body) {
    for (std::int64_t c = 0; c < columns; c += kWidth)
      body(c, columns - c < kWidth ? static_cast<int>(columns - c) : kWidth);
  }

  template <TileActivation kActivation>
  static void finish_as(const float* from, std::int64_t from_stride, std::int64_t rows, std::int64_t columns,
                        const TileFinish& how, float* to, std::int64_t to_stride) {
    const V slope = Simd::all(how.slope);
    for (std::int64_t r = 0; r < rows; ++r, from += from_stride, to += to_stride)
      over_columns(columns, [&](std::int64_t c, int n) {
        const V x = Simd::multiply_add(Simd::load_part(from + c, n), Simd::load_part(how.scale + c, n),
                                       Simd::load_part(how.bias + c, n));
        Simd::store_part(to + c, activated(x, kActivation, slope), n);
      });
  }

  static void finish(const float* from, std::int64_t from_stride, std::int64_t rows, std::int64_t columns,
                     const TileFinish& how, float* to, std::int64_t to_stride) {
    switch (how.activation) {
      case TileActivation::none:
        return finish_as<TileActivation::none>(from, from_stride, rows, columns, how, to, to_stride);
      case TileActivation::slope:
        return finish_as<TileActivation::slope>(from, from_stride, rows, columns, how, to, to_stride);
      case TileActivation::tanh:
        return finish_as<TileActivation::tanh>(from, from_stride, rows, columns, how, to, to_stride);
      case TileActivation::sigmoid:
        return finish_as<TileActivation::sigmoid>(from, from_stride, rows, columns, how, to, to_stride);
    }
  }

  template <TileActivation kActivation>
  static void join_as(const float* products, std::int64_t plane, std::int64_t stride, std::int64_t tiles,
                      std::int64_t columns, const TileFinish& how, float* const* to) {
    const V slope = Simd::all(how.slope);
    for (std::int64_t t = 0; t < tiles; ++t, products += stride, to += 4)
      over_columns(columns, [&](std::int64_t c, int n) {
        // Products are whole panels: what lies beyond the columns may be read.
        V rows[2][3];  // joined along one axis
        for (int i = 0; i < 3; ++i) {
          const V first = Simd::load(products + i * plane + c);
          const V both = Simd::load(products + (3 + i) * plane + c);
          const V second = Simd::load(products + (6 + i) * plane + c);
          rows[0][i] = Simd::add(first, both);
          rows[1][i] = Simd::subtract(both, second);
        }
        const V scale = Simd::load_part(how.scale + c, n);
        const V bias = Simd::load_part(how.bias + c, n);
        for (int y = 0; y < 2; ++y)
          for (int x = 0; x < 2; ++x) {
            if (to[2 * y + x] == nullptr) continue;
            const V sum = x == 0 ? Simd::add(rows[y][0], rows[y][1]) : Simd::subtract(rows[y][1], rows[y][2]);
            Simd::store_part(to[2 * y + x] + c,
                             activated(Simd::multiply_add(sum, scale, bias), kActivation, slope), n);
          }
      });
  }

  static void join(const float* products, std::int64_t plane, std::int64_t stride, std::int64_t tiles,
                   std::int64_t columns, const TileFinish& how, float* const* to) {
    switch (how.activation) {
      case TileActivation::none:
        return join_as<TileActivation::none>(products, plane, stride, tiles, columns, how, to);
      case TileActivation::slope:
        return join_as<TileActivation::slope>(products, plane, stride, tiles, columns, how, to);
      case TileActivation::tanh:
        return join_as<TileActivation::tanh>(products, plane, stride, tiles, columns, how, to);
      case TileActivation::sigmoid:
        return join_as<TileActivation::sigmoid>(products, plane, stride, tiles, columns, how, to);
    }
  }

  static void difference(const float* a, const float* b, const float* c, const float* d, std::int64_t count,
                         float* out) {
    over_columns(count, [&](std::int64_t i, int n) {
      const V first = Simd::subtract(Simd::load_part(a + i, n), Simd::load_part(b + i, n));
      const V second = Simd::subtract(Simd::load_part(c + i, n), Simd::load_part(d + i, n));
      Simd::store_part(out + i, Simd::subtract(first, second), n);
    });
  }

  static void add_runs(const float* from, std::int64_t from_stride, std::int64_t count, std::int64_t length,
                       float* to, std::int64_t to_stride) {
    for (std::int64_t i = 0; i < count; ++i, from += from_stride, to += to_stride)
      over_columns(length, [&](std::int64_t c, int n) {
        Simd::store_part(to + c, Simd::add(Simd::load_part(to + c, n), Simd::load_part(from + c, n)), n);
      });
  }

  static constexpr TileKernels kernels(const char* name, bool (*works_here)()) {
    return {.name = name,
            .vector = kWidth,
            .vectors = Simd::kVectors,
            .works_here = works_here,
            .product = &product<float>,
            .product16 = &product<std::int16_t>,
            .finish = &finish,
            .join = &join,
            .difference = &difference,
            .add_runs = &add_runs};
  }
};

}  // namespace
}  // namespace ganscope
