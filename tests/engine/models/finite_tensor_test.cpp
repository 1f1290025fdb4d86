#include "engine/models/finite_tensor.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <limits>

#include "core/error.hpp"

using namespace ganscope;

namespace {

template <class Number>
RawTensor tensor_of(NumberType type, TensorShape shape, const std::vector<Number>& numbers) {
  RawTensor out{.name = "a.weight", .type = type, .shape = std::move(shape), .bytes = {}};
  out.bytes.resize(numbers.size() * sizeof(Number));
  std::memcpy(out.bytes.data(), numbers.data(), out.bytes.size());
  return out;
}

}  // namespace

TEST_SUITE("finite tensors") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();

  TEST_CASE("how many, and where the first stands, for every type") {
    CHECK_FALSE(non_finite_numbers(tensor_of<float>(NumberType::f32, {2, 2}, {1, 2, 3, 4})));
    CHECK(non_finite_numbers(tensor_of<float>(NumberType::f32, {2, 3}, {1, 2, 3, 4, kNan, kInfinity})) ==
          "1 NaN and 1 infinity, the first at [1, 1] of 2x3");
    CHECK(non_finite_numbers(tensor_of<double>(NumberType::f64, {2}, {1, 1e300})) ==
          "1 infinity at [1] of 2");
    CHECK(non_finite_numbers(tensor_of<std::uint16_t>(NumberType::f16, {3}, {0x3c00, 0x7e00, 0xfc00})) ==
          "1 NaN and 1 infinity, the first at [1] of 3");
    CHECK(non_finite_numbers(tensor_of<std::uint16_t>(NumberType::bf16, {2, 1}, {0x7f80, 0xff80})) ==
          "2 infinities, the first at [0, 0] of 2x1");
    CHECK(non_finite_numbers(tensor_of<float>(NumberType::f32, {}, {kNan})) == "1 NaN at [] of scalar");
    CHECK_FALSE(non_finite_numbers(tensor_of<std::uint16_t>(NumberType::i16, {1}, {0x7e00})));
  }

  TEST_CASE("refused by file and tensor") {
    CHECK_THROWS_WITH_AS(
        static_cast<void>(finite_floats(tensor_of<float>(NumberType::f32, {1}, {kNan}), "G.pth")),
        doctest::Contains("G.pth: tensor 'a.weight' holds 1 NaN at [0] of 1; expected finite"), Error);
    CHECK(finite_floats(tensor_of<float>(NumberType::f32, {1}, {2}), "G.pth") == std::vector<float>{2});
  }
}
