// Compiled once for each kind of vector register, in a namespace of its own (GANSCOPE_KERNELS): nothing of
// the standard library is called here, since the linker would keep one instance of a template for all.
#include "engine/mlp/row_kernels.hpp"
#include "exchange/layer_constants.hpp"

namespace ganscope::mlp::GANSCOPE_KERNELS {
namespace {

using Float = float __attribute__((vector_size(64)));
using Double = double __attribute__((vector_size(64)));
using Int = std::int32_t __attribute__((vector_size(64)));

template <class T>
struct VectorOf;
template <>
struct VectorOf<float> {
  using Type = Float;
};
template <>
struct VectorOf<double> {
  using Type = Double;
};
template <class T>
using Vector = typename VectorOf<T>::Type;
template <class T>
inline constexpr int kWide = static_cast<int>(64 / sizeof(T));

#define GANSCOPE_INLINE [[gnu::always_inline]] inline

template <class T>
GANSCOPE_INLINE const Vector<T>& at(const T* from) {
  return *reinterpret_cast<const Vector<T>*>(from);
}
template <class T>
GANSCOPE_INLINE Vector<T>& at(T* from) {
  return *reinterpret_cast<Vector<T>*>(from);
}

/// exp(x) to 2 ulp or so for x in [-87, 88]: exp(x) = 2^k * exp(r) with |r| <= ln(2)/2 and a polynomial of
/// degree 6 for exp(r) (Cephes' expf).
GANSCOPE_INLINE void exponential(Float& x) {
  // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits.
  constexpr float kRound = 12582912.f;
  const Float shifted = x * 1.44269504f + kRound;
  const Float k = shifted - kRound;
  Float r = x - k * 0.693359375f;
  r = r + k * 2.12194440e-4f;
  Float p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.f;
  const Int exponent = (__builtin_bit_cast(Int, shifted) - (0x4b400000 - 127)) << 23;
  x = p * __builtin_bit_cast(Float, exponent);
}

/// NaN stays NaN in all of these: a comparison with it is false, and then it is the value that is taken.
GANSCOPE_INLINE void elu(Float& y) {
  const Float low = Float{} - 87.f;
  Float e = y < low ? low : y;
  exponential(e);
  y = y > 0.f ? y : e - 1.f;
}

GANSCOPE_INLINE void elu(Double& y) {
  for (int i = 0; i < kWide<double>; ++i)
    if (!(y[i] > 0)) y[i] = __builtin_expm1(y[i]);
}

GANSCOPE_INLINE void tanh(Float& y) {
  // Small values by a polynomial (Cephes' tanhf), the others by 1 - 2 / (exp(2|y|) + 1).
  const Float size = y < 0.f ? -y : y;
  Float e = size > 10.f ? Float{} + 20.f : size * 2.f;
  exponential(e);
  const Float large = 1.f - 2.f / (e + 1.f);
  const Float s = y * y;
  Float p = s * -5.70498872745e-3f + 2.06390887954e-2f;
  p = p * s - 5.37397155531e-2f;
  p = p * s + 1.33314422036e-1f;
  p = p * s - 3.33332819422e-1f;
  const Float small = p * s * y + y;
  const Float bent = size > 0.625f ? (y < 0.f ? -large : large) : small;
  y = bent;
}

GANSCOPE_INLINE void tanh(Double& y) {
  for (int i = 0; i < kWide<double>; ++i) y[i] = __builtin_tanh(y[i]);
}

template <Activation kind, class T, class V = Vector<T>>
GANSCOPE_INLINE void activate(V& y) {
  const V zero{};
  if constexpr (kind == Activation::elu) elu(y);
  if constexpr (kind == Activation::relu) y = y < zero ? zero : y;
  if constexpr (kind == Activation::leaky_relu) y = y < zero ? y * static_cast<T>(kLeakyReluSlope) : y;
  if constexpr (kind == Activation::tanh) tanh(y);
}

/// The activation's slope by its output.
template <Activation kind, class T, class V = Vector<T>>
GANSCOPE_INLINE void slope(const V& out, V& to) {
  const V zero{};
  const V one = zero + T(1);
  if constexpr (kind == Activation::elu) to = out > zero ? one : out + one;
  if constexpr (kind == Activation::relu) to = out > zero ? one : zero;
  if constexpr (kind == Activation::leaky_relu)
    to = out > zero ? one : zero + static_cast<T>(kLeakyReluSlope);
  if constexpr (kind == Activation::tanh) to = one - out * out;
}

/// The slope's own slope by the activation's output.
template <Activation kind, class T, class V = Vector<T>>
GANSCOPE_INLINE void bend(const V& out, V& to) {
  const V zero{};
  to = zero;
  if constexpr (kind == Activation::elu) to = out > zero ? zero : out + T(1);
  if constexpr (kind == Activation::tanh) to = out * (out * out - T(1)) * T(2);
}

template <class T>
void moments(const MomentsOf<T>& a) {
  using V = Vector<T>;
  const T per_row = T(1) / static_cast<T>(a.rows.count);
  for (int c = 0; c < a.rows.stride; c += kWide<T>) {
    const T* z = a.z + c;
    V even{};
    V odd{};
    int r = 0;
    for (; r + 2 <= a.rows.count; r += 2, z += 2 * a.rows.stride) {
      even += at(z);
      odd += at(z + a.rows.stride);
    }
    if (r < a.rows.count) even += at(z);
    const V mean = (even + odd) * per_row;
    at(a.mean + c) = mean;
    // Deviations from the mean: a sum of squares alone would cancel when the mean is large.
    even = odd = V{};
    z = a.z + c;
    for (r = 0; r + 2 <= a.rows.count; r += 2, z += 2 * a.rows.stride) {
      const V d = at(z) - mean;
      const V e = at(z + a.rows.stride) - mean;
      even += d * d;
      odd += e * e;
    }
    if (r < a.rows.count) {
      const V d = at(z) - mean;
      even += d * d;
    }
    at(a.squares + c) = even + odd;
  }
}

GANSCOPE_INLINE float root(float x) { return __builtin_sqrtf(x); }
GANSCOPE_INLINE double root(double x) { return __builtin_sqrt(x); }

template <class T>
void statistics(const Statistics<T>& a) {
  using V = Vector<T>;
  const OfTiles<T>& t = a.from;
  const T rows = static_cast<T>((t.tiles - 1) * t.rows + t.last_rows);
  for (int c = 0; c < t.stride; c += kWide<T>) {
    V sum{};
    V squares{};
    const T* of_tile = t.of_tiles + c;
    for (int i = 0; i < t.tiles; ++i, of_tile += 2 * t.stride)
      sum += at(of_tile) * static_cast<T>(i + 1 < t.tiles ? t.rows : t.last_rows);
    const V mean = sum / rows;
    of_tile = t.of_tiles + c;
    for (int i = 0; i < t.tiles; ++i, of_tile += 2 * t.stride) {
      const V apart = at(of_tile) - mean;
      squares +=
          at(of_tile + t.stride) + apart * apart * static_cast<T>(i + 1 < t.tiles ? t.rows : t.last_rows);
    }
    at(a.mean + c) = mean;
    at(a.variance + c) = squares / rows;
  }
  const T* __restrict variance = a.variance;
  const T* __restrict scale = a.scale;
  T* __restrict inverse = a.inverse;
  T* __restrict factor = a.factor;
  for (int c = 0; c < t.stride; ++c) {
    inverse[c] = T(1) / root(variance[c] + a.epsilon);
    factor[c] = inverse[c] * scale[c];
  }
}

template <class T>
void norm_sums(const NormSums<T>& a) {
  using V = Vector<T>;
  const OfTiles<T>& t = a.from;
  const T per_row = T(1) / static_cast<T>((t.tiles - 1) * t.rows + t.last_rows);
  for (int c = 0; c < t.stride; c += kWide<T>) {
    V sum{};
    V hat{};
    const T* of_tile = t.of_tiles + c;
    for (int i = 0; i < t.tiles; ++i, of_tile += 2 * t.stride) {
      sum += at(of_tile);
      hat += at(of_tile + t.stride);
    }
    at(a.sum + c) = sum;
    at(a.sum_hat + c) = hat;
    const V factor = at(a.factor + c) * per_row;
    at(a.at_mean + c) = factor * sum;
    at(a.at_deviation + c) = factor * hat * at(a.inverse + c);
  }
}

template <Activation kind, class T>
void normalise(const Normalising<T>& a) {
  using V = Vector<T>;
  const T* z = a.z;
  T* out = a.out;
  for (int r = 0; r < a.rows.count; ++r, z += a.rows.stride, out += a.rows.stride)
    for (int c = 0; c < a.rows.stride; c += kWide<T>) {
      V y = (at(z + c) - at(a.mean + c)) * at(a.factor + c) + at(a.shift + c);
      activate<kind, T>(y);
      at(out + c) = y;
    }
}

template <Activation kind, class T>
void add_bias(Rows rows, const T* bias, T* out) {
  using V = Vector<T>;
  for (int r = 0; r < rows.count; ++r, out += rows.stride)
    for (int c = 0; c < rows.stride; c += kWide<T>) {
      V y = at(out + c) + at(bias + c);
      activate<kind, T>(y);
      at(out + c) = y;
    }
}

template <Activation kind, bool normalised, class T>
void back(const GoingBack<T>& a) {
  using V = Vector<T>;
  const int stride = a.rows.stride;
  for (int c = 0; c < stride; c += kWide<T>) {
    V sum{};
    V hat{};
    V mean{};
    if constexpr (normalised) mean = at(a.mean + c);
    std::int64_t i = c;
    for (int r = 0; r < a.rows.count; ++r, i += stride) {
      V s;
      slope<kind, T>(at(a.out + i), s);
      const V d = at(a.gradient + i) * s;
      at(a.gradient + i) = d;
      sum += d;
      if constexpr (normalised) hat += d * (at(a.z + i) - mean);
    }
    at(a.sum + c) = sum;
    if constexpr (normalised) at(a.sum_hat + c) = hat * at(a.inverse + c);
  }
}

template <class T>
void back_norm(const NormBack<T>& a) {
  const T* z = a.z;
  T* g = a.gradient;
  for (int r = 0; r < a.rows.count; ++r, z += a.rows.stride, g += a.rows.stride)
    for (int c = 0; c < a.rows.stride; c += kWide<T>)
      at(g + c) = at(g + c) * at(a.factor + c) - at(a.at_mean + c) -
                  (at(z + c) - at(a.mean + c)) * at(a.at_deviation + c);
}

template <Activation kind, bool adds, class T>
void slopes(Rows rows, const T* out, const T* in, T* to) {
  using V = Vector<T>;
  const std::int64_t count = static_cast<std::int64_t>(rows.count) * rows.stride;
  for (std::int64_t i = 0; i < count; i += kWide<T>) {
    V s;
    slope<kind, T>(at(out + i), s);
    s *= at(in + i);
    if constexpr (adds)
      at(to + i) += s;
    else
      at(to + i) = s;
  }
}

template <Activation kind, class T>
void second_order(const SecondOrder<T>& a) {
  using V = Vector<T>;
  const std::int64_t count = static_cast<std::int64_t>(a.rows.count) * a.rows.stride;
  for (std::int64_t i = 0; i < count; i += kWide<T>) {
    const V direction = at(a.direction + i);
    V s;
    bend<kind, T>(at(a.out + i), s);
    at(a.injected + i) = s * at(a.above + i) * direction;
    slope<kind, T>(at(a.out + i), s);
    at(a.direction + i) = s * direction;
  }
}

inline constexpr double kEpsilon = 1e-8;
inline constexpr double kMeanSquareDecay = 0.99;
inline constexpr double kBeta2 = 0.999;

template <class T>
void rmsprop(const WeightStep<T>& a) {
  const T* __restrict g = a.gradient;
  T* __restrict w = a.weight;
  T* __restrict v = a.second;
  for (std::int64_t i = 0; i < a.count; ++i) {
    const T s = static_cast<T>(kMeanSquareDecay) * v[i] + static_cast<T>(1 - kMeanSquareDecay) * g[i] * g[i];
    v[i] = s;
    w[i] -= a.rate * g[i] / (root(s) + static_cast<T>(kEpsilon));
  }
}

template <class T>
void adam(const WeightStep<T>& a) {
  const T* __restrict g = a.gradient;
  T* __restrict w = a.weight;
  T* __restrict m = a.first;
  T* __restrict v = a.second;
  const T over_root = T(1) / a.root;
  for (std::int64_t i = 0; i < a.count; ++i) {
    const T f = a.momentum * m[i] + (T(1) - a.momentum) * g[i];
    const T s = static_cast<T>(kBeta2) * v[i] + static_cast<T>(1 - kBeta2) * g[i] * g[i];
    m[i] = f;
    v[i] = s;
    w[i] -= a.rate * f / (root(s) * over_root + static_cast<T>(kEpsilon));
  }
}

template <class T>
void sgd(const WeightStep<T>& a) {
  const T* __restrict g = a.gradient;
  T* __restrict w = a.weight;
  if (a.momentum == T(0)) {
    for (std::int64_t i = 0; i < a.count; ++i) w[i] -= a.rate * g[i];
    return;
  }
  T* __restrict m = a.first;
  for (std::int64_t i = 0; i < a.count; ++i) {
    const T f = a.momentum * m[i] + g[i];
    m[i] = f;
    w[i] -= a.rate * f;
  }
}

template <class T>
void transpose(int rows, int columns, int in_stride, int out_stride, const T* in, T* out) {
  // Squares of one cache line a side.
  constexpr int kSide = kWide<T>;
  for (int r0 = 0; r0 < rows; r0 += kSide)
    for (int c0 = 0; c0 < columns; c0 += kSide) {
      const int r1 = r0 + kSide < rows ? r0 + kSide : rows;
      const int c1 = c0 + kSide < columns ? c0 + kSide : columns;
      for (int c = c0; c < c1; ++c)
        for (int r = r0; r < r1; ++r)
          out[static_cast<std::int64_t>(c) * out_stride + r] =
              in[static_cast<std::int64_t>(r) * in_stride + c];
    }
}

template <bool squared, class T>
double sum(std::int64_t count, const T* values) {
  // Eight sums at a time, each in order, so that they fit into registers.
  double sums[8] = {};
  std::int64_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (int k = 0; k < 8; ++k) {
      const double x = static_cast<double>(values[i + k]);
      sums[k] += squared ? x * x : x;
    }
  for (; i < count; ++i) {
    const double x = static_cast<double>(values[i]);
    sums[0] += squared ? x * x : x;
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

/// Calls `f<activation>` of the activation at hand.
template <class F>
GANSCOPE_INLINE void with(Activation activation, const F& f) {
  switch (activation) {
    case Activation::elu:
      return f.template operator()<Activation::elu>();
    case Activation::relu:
      return f.template operator()<Activation::relu>();
    case Activation::leaky_relu:
      return f.template operator()<Activation::leaky_relu>();
    case Activation::tanh:
      return f.template operator()<Activation::tanh>();
  }
}

template <class T>
constexpr RowKernels<T> kKernels{
    .moments = moments<T>,
    .statistics = statistics<T>,
    .norm_sums = norm_sums<T>,
    .normalise = [](Activation k,
                    const Normalising<T>& a) { with(k, [&]<Activation kind>() { normalise<kind>(a); }); },
    .add_bias = [](Activation k, Rows rows, const T* bias,
                   T* out) { with(k, [&]<Activation kind>() { add_bias<kind>(rows, bias, out); }); },
    .back = [](Activation k,
               const GoingBack<T>& a) { with(k, [&]<Activation kind>() { back<kind, true>(a); }); },
    .back_plain = [](Activation k,
                     const GoingBack<T>& a) { with(k, [&]<Activation kind>() { back<kind, false>(a); }); },
    .back_norm = back_norm<T>,
    .slopes = [](Activation k, Rows rows, const T* out, const T* in,
                 T* to) { with(k, [&]<Activation kind>() { slopes<kind, false>(rows, out, in, to); }); },
    .second_order =
        [](Activation k, const SecondOrder<T>& a) {
          with(k, [&]<Activation kind>() { second_order<kind>(a); });
        },
    .add_slopes = [](Activation k, Rows rows, const T* out, const T* in,
                     T* to) { with(k, [&]<Activation kind>() { slopes<kind, true>(rows, out, in, to); }); },
    .rmsprop = rmsprop<T>,
    .adam = adam<T>,
    .sgd = sgd<T>,
    .transpose = transpose<T>,
    .sum = sum<false, T>,
    .sum_of_squares = sum<true, T>};

}  // namespace

extern const RowKernels<float> kFloat;
extern const RowKernels<double> kDouble;
const RowKernels<float> kFloat = kKernels<float>;
const RowKernels<double> kDouble = kKernels<double>;

}  // namespace ganscope::mlp::GANSCOPE_KERNELS
