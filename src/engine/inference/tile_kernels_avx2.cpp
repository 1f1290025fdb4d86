#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#include "engine/inference/tile_kernels_x86.hpp"
#include "engine/inference/tile_loops.hpp"

namespace ganscope {
namespace {

struct Avx2 {
  using V = __m256;
  static constexpr int kWidth = 8;
  static constexpr int kVectors = 2;
  static constexpr int kRegisters = 16;

  static V all(float x) { return _mm256_set1_ps(x); }
  static V load(const float* from) { return _mm256_loadu_ps(from); }
  static V load(const std::int16_t* from) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
  }
  static __m256i first(int n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  }
  static V load_part(const float* from, int n) {
    return n == kWidth ? load(from) : _mm256_maskload_ps(from, first(n));
  }
  static void store(float* to, V x) { _mm256_storeu_ps(to, x); }
  static void store_part(float* to, V x, int n) {
    if (n == kWidth)
      store(to, x);
    else
      _mm256_maskstore_ps(to, first(n), x);
  }
  static V add(V a, V b) { return _mm256_add_ps(a, b); }
  static V subtract(V a, V b) { return _mm256_sub_ps(a, b); }
  static V multiply(V a, V b) { return _mm256_mul_ps(a, b); }
  static V divide(V a, V b) { return _mm256_div_ps(a, b); }
  static V multiply_add(V a, V b, V c) { return _mm256_fmadd_ps(a, b, c); }
  static V least(V a, V b) { return _mm256_min_ps(a, b); }
  static V most(V a, V b) { return _mm256_max_ps(a, b); }
  static V rounded(V x) { return _mm256_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
  static V times_power_of_two(V x, V n) {
    const __m256i exponent = _mm256_slli_epi32(_mm256_cvtps_epi32(n), 23);
    return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(x), exponent));
  }
  static V without_sign(V x) { return _mm256_andnot_ps(_mm256_set1_ps(-0.F), x); }
  static V with_sign(V size, V sign) {
    const V bit = _mm256_set1_ps(-0.F);
    return _mm256_or_ps(_mm256_andnot_ps(bit, size), _mm256_and_ps(bit, sign));
  }
};

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0; }

}  // namespace

const TileKernels& avx2_tile_kernels() {
  static constinit TileKernels kernels = TileLoops<Avx2>::kernels("AVX2", &has_avx2);
  return kernels;
}

}  // namespace ganscope
#endif
