#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace ganscope {

/// Seeded random numbers that are the same on every machine and standard library: xoshiro256**
/// (Blackman and Vigna 2018), seeded through splitmix64. Streams with different names are
/// independent, so that drawing for a picture never moves the numbers that training sees.
class Rng {
 public:
  /// The stream `name` (and `index`, e.g. an iteration) of the run with this seed.
  explicit Rng(std::uint64_t seed, std::string_view name = {}, std::uint64_t index = 0);

  /// 64 uniform bits.
  std::uint64_t next();
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// Uniform in [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Uniform whole number in [0, bound), without modulo bias; bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal (Box-Muller; the second value of a pair is kept for the next call).
  double normal();

  void fill_uniform(std::span<float> out, float low, float high);
  void fill_normal(std::span<float> out);

  bool operator==(const Rng&) const = default;

 private:
  std::array<std::uint64_t, 4> state_{};
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace ganscope
