#include "core/rng.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

using namespace ganscope;

namespace {

/// splitmix64 as published (Steele, Lea and Flood 2014; Vigna's splitmix64.c).
struct SplitMix {
  std::uint64_t x;
  std::uint64_t next() {
    std::uint64_t z = (x += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
};

/// xoshiro256** as published (Blackman and Vigna 2018, xoshiro256starstar.c).
struct Xoshiro {
  std::uint64_t s[4];
  static std::uint64_t rotl(std::uint64_t v, int k) { return (v << k) | (v >> (64 - k)); }
  std::uint64_t next() {
    const std::uint64_t result = rotl(s[1] * 5, 7) * 9;
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
  }
};

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  return hash;
}

Xoshiro reference(std::uint64_t seed, std::string_view name, std::uint64_t index) {
  SplitMix mix{seed};
  mix.x = mix.next() ^ fnv1a(name);
  mix.x = mix.next() ^ index;
  Xoshiro out{};
  for (std::uint64_t& word : out.s) word = mix.next();
  return out;
}

struct Moments {
  double mean = 0, variance = 0, skew = 0, kurtosis = 0;
};

Moments moments(const std::vector<double>& values) {
  Moments m;
  const auto n = static_cast<double>(values.size());
  for (const double v : values) m.mean += v / n;
  for (const double v : values) m.variance += (v - m.mean) * (v - m.mean) / n;
  for (const double v : values) {
    const double z = (v - m.mean) / std::sqrt(m.variance);
    m.skew += z * z * z / n;
    m.kurtosis += z * z * z * z / n;
  }
  return m;
}

}  // namespace

TEST_SUITE("rng") {
  TEST_CASE("the published generators, checked themselves by their known values") {
    SplitMix mix{1234567};
    CHECK(mix.next() == 6457827717110365317U);
    CHECK(mix.next() == 3203168211198807973U);
    Xoshiro xoshiro{{1, 2, 3, 4}};
    for (const std::uint64_t expected : {11520U, 0U, 1509978240U}) CHECK(xoshiro.next() == expected);
    CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cU);
  }

  TEST_CASE("numbers are those of the published generators") {
    for (const std::uint64_t seed : {0ULL, 1ULL, 42ULL, ~0ULL})
      for (const char* name : {"", "data", "latent"})
        for (const std::uint64_t index : {0ULL, 7ULL}) {
          Rng rng(seed, name, index);
          Xoshiro expected = reference(seed, name, index);
          for (int i = 0; i < 50; ++i) REQUIRE(rng.next() == expected.next());
        }
  }

  TEST_CASE("uniform is the upper 53 bits") {
    Rng rng(5);
    Xoshiro expected = reference(5, "", 0);
    for (int i = 0; i < 1000; ++i) {
      const double value = rng.uniform();
      REQUIRE(value == std::ldexp(static_cast<double>(expected.next() >> 11), -53));
      REQUIRE(value >= 0);
      REQUIRE(value < 1);
    }
    double low = 1, high = -1;
    for (int i = 0; i < 10000; ++i) {
      const double value = rng.uniform(-2, 3);
      low = std::min(low, value);
      high = std::max(high, value);
    }
    CHECK(low >= -2);
    CHECK(low < -1.99);
    CHECK(high < 3);
    CHECK(high > 2.99);
  }

  TEST_CASE("seeds, names and indices start different streams") {
    std::set<std::uint64_t> firsts;
    int streams = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
      for (const char* name : {"", "a", "b", "ab", "ba"})
        for (std::uint64_t index = 0; index < 20; ++index, ++streams)
          firsts.insert(Rng(seed, name, index).next());
    CHECK(firsts.size() == static_cast<std::size_t>(streams));
  }

  TEST_CASE("streams that differ a little are uncorrelated") {
    constexpr int kPairs = 20000;
    const std::pair<Rng, Rng> neighbours[] = {{Rng(1, "data"), Rng(1, "latent")},
                                              {Rng(1, "data", 0), Rng(1, "data", 1)},
                                              {Rng(1, "data"), Rng(2, "data")}};
    for (auto [a, b] : neighbours) {
      double correlation = 0;
      for (int i = 0; i < kPairs; ++i) correlation += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12 / kPairs;
      CHECK(std::fabs(correlation) < 5 / std::sqrt(static_cast<double>(kPairs)));
    }
  }

  TEST_CASE("below is unbiased and stays below") {
    Rng rng(11);
    constexpr int kDraws = 70000;
    int counts[7] = {};
    for (int i = 0; i < kDraws; ++i) {
      const std::uint64_t value = rng.below(7);
      REQUIRE(value < 7);
      ++counts[value];
    }
    double chi_squared = 0;
    for (const int count : counts)
      chi_squared += (count - kDraws / 7.0) * (count - kDraws / 7.0) / (kDraws / 7.0);
    CHECK(chi_squared < 22.5);  // 6 degrees of freedom, p = 0.001
    CHECK(rng.below(1) == 0);
  }

  TEST_CASE("below has no modulo bias where taking the remainder would show it") {
    // Of 2^64 values a quarter lies beyond this bound; a plain remainder adds them all to the lowest
    // third, which then gets half of the draws.
    constexpr std::uint64_t kBound = (std::uint64_t{1} << 63) + (std::uint64_t{1} << 62);
    Rng rng(12);
    int lower = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) lower += rng.below(kBound) < kBound / 3 ? 1 : 0;
    CHECK(static_cast<double>(lower) / kDraws == doctest::Approx(1.0 / 3).epsilon(0.03));
  }

  TEST_CASE("normal is Box-Muller on the uniform numbers, both values of a pair used") {
    Rng normals(21);
    Rng uniforms(21);
    for (int i = 0; i < 100; ++i) {
      const double radius = std::sqrt(-2 * std::log(1 - uniforms.uniform()));
      const double angle = 2 * std::numbers::pi * uniforms.uniform();
      REQUIRE(normals.normal() == doctest::Approx(radius * std::cos(angle)).epsilon(1e-12));
      REQUIRE(normals.normal() == doctest::Approx(radius * std::sin(angle)).epsilon(1e-12));
    }
    CHECK(normals.next() == uniforms.next());
  }

  TEST_CASE("normal has the moments of the standard normal") {
    Rng rng(13);
    std::vector<double> values(100000);
    int beyond_two = 0;
    for (double& value : values) {
      value = rng.normal();
      REQUIRE(std::isfinite(value));
      beyond_two += std::fabs(value) > 2 ? 1 : 0;
    }
    const Moments m = moments(values);
    CHECK(std::fabs(m.mean) < 0.015);
    CHECK(std::fabs(m.variance - 1) < 0.02);
    CHECK(std::fabs(m.skew) < 0.04);
    CHECK(std::fabs(m.kurtosis - 3) < 0.08);
    CHECK(beyond_two / 100000.0 == doctest::Approx(0.0455).epsilon(0.06));
    // The two values of a Box-Muller pair are independent.
    double correlation = 0;
    for (std::size_t i = 0; i < values.size(); i += 2) correlation += values[i] * values[i + 1] / 50000;
    CHECK(std::fabs(correlation) < 0.02);
  }

  TEST_CASE("fill draws what single calls draw") {
    Rng filled(3), single(3);
    std::vector<float> out(101);  // odd: a spare value is left
    filled.fill_normal(out);
    for (const float value : out) REQUIRE(value == static_cast<float>(single.normal()));
    CHECK(filled == single);
    filled.fill_uniform(out, -1, 1);
    for (const float value : out) REQUIRE(value == static_cast<float>(single.uniform(-1, 1)));
  }

  TEST_CASE("a copy goes the same way, its spare value included") {
    Rng a(9, "copy");
    static_cast<void>(a.normal());
    Rng b = a;
    CHECK(a == b);
    CHECK(a.normal() == b.normal());
    CHECK(a.normal() == b.normal());
    static_cast<void>(b.normal());
    CHECK_FALSE(a == b);
    CHECK_FALSE(Rng(1) == Rng(2));
  }
}
