#include "engine/models/raw_tensor.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace ganscope;

TEST_SUITE("raw tensor") {
  TEST_CASE("every half that is a number comes back from its float") {
    int numbers = 0;
    for (int bits = 0; bits < 1 << 16; ++bits) {
      const float value = float_of_half(static_cast<std::uint16_t>(bits));
      if (std::isnan(value)) continue;
      ++numbers;
      REQUIRE(half_of_float(value) == bits);
    }
    CHECK(numbers == 65536 - 2 * 1023);
  }

  TEST_CASE("halves by hand") {
    CHECK(float_of_half(0x3c00) == 1.F);
    CHECK(float_of_half(0xc000) == -2.F);
    CHECK(float_of_half(0x7bff) == 65504.F);
    CHECK(float_of_half(0x0001) == std::ldexp(1.F, -24));
    CHECK(std::isinf(float_of_half(0x7c00)));
    CHECK(std::isnan(float_of_half(0x7e01)));
    CHECK(half_of_float(65519.F) == 0x7bff);
    CHECK(half_of_float(65520.F) == 0x7c00);
    CHECK(half_of_float(1e-9F) == 0);
    CHECK(std::isnan(float_of_half(half_of_float(std::numeric_limits<float>::quiet_NaN()))));
  }

  TEST_CASE("a float rounds to the nearest half, ties to even") {
    CHECK(half_of_float(1 + 1.F / 2048) == 0x3c00);                        // tie, down to even
    CHECK(half_of_float(1 + 3.F / 2048) == 0x3c02);                        // tie, up to even
    CHECK(half_of_float(std::nextafterf(1 + 1.F / 2048, 2.F)) == 0x3c01);  // above the tie
    CHECK(half_of_float(std::ldexp(1.F, -25)) == 0);                       // tie, down to even
    CHECK(half_of_float(std::ldexp(3.F, -25)) == 2);                       // tie, up to even
    CHECK(half_of_float(std::ldexp(1023.75F, -24)) == 0x0400);             // up to the smallest normal one
  }

  TEST_CASE("bfloat16 is a float's upper half") {
    CHECK(float_of_bfloat16(0x3f80) == 1.F);
    CHECK(float_of_bfloat16(0xc0a0) == -5.F);
  }

  TEST_CASE("shapes") {
    CHECK(to_text({64, 3, 4}) == "64x3x4");
    CHECK(to_text({}) == "scalar");
    CHECK(element_count({}) == 1);
    CHECK(element_count({3, 0, 5}) == 0);
    CHECK(element_count({2, 3}) == 6);
    CHECK_FALSE(element_count({-1}).has_value());
    CHECK_FALSE(element_count({std::int64_t{1} << 40, std::int64_t{1} << 40}).has_value());
    // A size of 0 doesn't hide one that no memory has.
    CHECK_FALSE(element_count({0, std::int64_t{1} << 40, std::int64_t{1} << 40}).has_value());
  }
}
