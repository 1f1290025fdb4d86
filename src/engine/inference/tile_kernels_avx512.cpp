#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#include "engine/inference/tile_kernels_x86.hpp"
#include "engine/inference/tile_loops.hpp"

namespace ganscope {
namespace {

struct Avx512 {
  using V = __m512;
  static constexpr int kWidth = 16;
  static constexpr int kVectors = 4;
  static constexpr int kRegisters = 32;

  static V all(float x) { return _mm512_set1_ps(x); }
  static V load(const float* from) { return _mm512_loadu_ps(from); }
  static V load(const std::int16_t* from) {
    return _mm512_cvtepi32_ps(
        _mm512_cvtepi16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))));
  }
  static __mmask16 first(int n) { return static_cast<__mmask16>((1U << static_cast<unsigned>(n)) - 1U); }
  static V load_part(const float* from, int n) { return _mm512_maskz_loadu_ps(first(n), from); }
  static void store(float* to, V x) { _mm512_storeu_ps(to, x); }
  static void store_part(float* to, V x, int n) { _mm512_mask_storeu_ps(to, first(n), x); }
  static V add(V a, V b) { return _mm512_add_ps(a, b); }
  static V subtract(V a, V b) { return _mm512_sub_ps(a, b); }
  static V multiply(V a, V b) { return _mm512_mul_ps(a, b); }
  static V divide(V a, V b) { return _mm512_div_ps(a, b); }
  static V multiply_add(V a, V b, V c) { return _mm512_fmadd_ps(a, b, c); }
  static V least(V a, V b) { return _mm512_min_ps(a, b); }
  static V most(V a, V b) { return _mm512_max_ps(a, b); }
  static V rounded(V x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
  static V times_power_of_two(V x, V n) { return _mm512_scalef_ps(x, n); }
  static V without_sign(V x) { return _mm512_abs_ps(x); }
  static V with_sign(V size, V sign) {
    const __m512i bit = _mm512_set1_epi32(static_cast<int>(0x80000000U));
    return _mm512_castsi512_ps(_mm512_or_si512(_mm512_andnot_si512(bit, _mm512_castps_si512(size)),
                                               _mm512_and_si512(bit, _mm512_castps_si512(sign))));
  }
};

bool has_avx512() { return __builtin_cpu_supports("avx512f") != 0; }

}  // namespace

const TileKernels& avx512_tile_kernels() {
  static constinit TileKernels kernels = TileLoops<Avx512>::kernels("AVX-512", &has_avx512);
  return kernels;
}

}  // namespace ganscope
#endif
