#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// Types of numbers that public weight files hold; `other` is one that this program doesn't read.
enum class NumberType { f16, bf16, f32, f64, i8, i16, i32, i64, u8, boolean, other };
[[nodiscard]] std::size_t bytes_of(NumberType type);
/// "f32", "bf16", "bool", ...
[[nodiscard]] std::string_view name_of(NumberType type);

/// Sizes, outermost first; empty for a single number.
using TensorShape = std::vector<std::int64_t>;
/// "64x256x3x3"; "scalar" for no sizes.
[[nodiscard]] std::string to_text(const TensorShape& shape);
/// The product of the sizes, or nothing when one is negative or it passes 2^48.
[[nodiscard]] std::optional<std::int64_t> element_count(const TensorShape& shape);

/// A tensor as a file holds it: contiguous, row-major, little-endian.
struct RawTensor {
  std::string name;
  NumberType type = NumberType::f32;
  TensorShape shape;
  std::vector<std::byte> bytes;

  /// Its numbers as floats (f64 and integers rounded to the nearest), and as doubles.
  [[nodiscard]] std::vector<float> floats() const;
  [[nodiscard]] std::vector<double> doubles() const;
};

/// Single conversions, round to nearest even where numbers get shorter.
[[nodiscard]] float float_of_half(std::uint16_t bits);
[[nodiscard]] std::uint16_t half_of_float(float value);
[[nodiscard]] float float_of_bfloat16(std::uint16_t bits);

}  // namespace ganscope
