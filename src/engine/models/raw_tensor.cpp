#include "engine/models/raw_tensor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace ganscope {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian, and so is what we read");

struct TypeEntry {
  std::string_view name;
  std::size_t bytes;
};
/// In the order of NumberType.
constexpr std::array<TypeEntry, 11> kTypes{{{"f16", 2},
                                            {"bf16", 2},
                                            {"f32", 4},
                                            {"f64", 8},
                                            {"i8", 1},
                                            {"i16", 2},
                                            {"i32", 4},
                                            {"i64", 8},
                                            {"u8", 1},
                                            {"bool", 1},
                                            {"other", 1}}};

template <class Stored, class Number, class Convert>
std::vector<Number> converted(const std::vector<std::byte>& bytes, const Convert& convert) {
  std::vector<Number> out(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < out.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    out[i] = static_cast<Number>(convert(stored));
  }
  return out;
}

template <class Number>
std::vector<Number> numbers_of(const RawTensor& tensor) {
  const auto as_is = [](auto value) { return value; };
  switch (tensor.type) {
    case NumberType::f16:
      return converted<std::uint16_t, Number>(tensor.bytes, float_of_half);
    case NumberType::bf16:
      return converted<std::uint16_t, Number>(tensor.bytes, float_of_bfloat16);
    case NumberType::f32:
      return converted<float, Number>(tensor.bytes, as_is);
    case NumberType::f64:
      return converted<double, Number>(tensor.bytes, as_is);
    case NumberType::i8:
      return converted<std::int8_t, Number>(tensor.bytes, as_is);
    case NumberType::i16:
      return converted<std::int16_t, Number>(tensor.bytes, as_is);
    case NumberType::i32:
      return converted<std::int32_t, Number>(tensor.bytes, as_is);
    case NumberType::i64:
      return converted<std::int64_t, Number>(tensor.bytes, as_is);
    case NumberType::u8:
      return converted<std::uint8_t, Number>(tensor.bytes, as_is);
    case NumberType::boolean:
      return converted<std::uint8_t, Number>(tensor.bytes, [](std::uint8_t v) { return v != 0 ? 1 : 0; });
    case NumberType::other:
      break;
  }
  return {};
}

}  // namespace

std::size_t bytes_of(NumberType type) { return kTypes[static_cast<std::size_t>(type)].bytes; }

std::string_view name_of(NumberType type) { return kTypes[static_cast<std::size_t>(type)].name; }

std::string to_text(const TensorShape& shape) {
  if (shape.empty()) return "scalar";
  std::string out;
  for (const std::int64_t size : shape) out += (out.empty() ? "" : "x") + std::to_string(size);
  return out;
}

std::optional<std::int64_t> element_count(const TensorShape& shape) {
  constexpr std::int64_t kMost = std::int64_t{1} << 48;
  // Sizes of 0 don't excuse the others.
  std::int64_t product = 1;
  bool none = false;
  for (const std::int64_t size : shape) {
    if (size < 0 || size > kMost) return std::nullopt;
    if (size == 0) {
      none = true;
      continue;
    }
    if (product > kMost / size) return std::nullopt;
    product *= size;
  }
  return none ? 0 : product;
}

std::vector<float> RawTensor::floats() const {
  if (type == NumberType::f32) {
    std::vector<float> out(bytes.size() / sizeof(float));
    if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
    return out;
  }
  return numbers_of<float>(*this);
}

std::vector<double> RawTensor::doubles() const { return numbers_of<double>(*this); }

float float_of_half(std::uint16_t bits) {
  const float sign = (bits & 0x8000) != 0 ? -1.F : 1.F;
  const int exponent = (bits >> 10) & 0x1f;
  const int fraction = bits & 0x3ff;
  if (exponent == 31)
    return std::bit_cast<float>(((bits & 0x8000U) << 16) | 0x7f800000U |
                                static_cast<unsigned>(fraction) << 13);
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
  return sign * std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
}

std::uint16_t half_of_float(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000);
  const std::uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return static_cast<std::uint16_t>(sign | 0x7e00);   // not a number
  if (magnitude >= 0x477ff000) return static_cast<std::uint16_t>(sign | 0x7c00);  // 65520 and more: infinity
  if (magnitude < 0x38800000) {  // below 2^-14: a multiple of 2^-24
    const float steps = std::nearbyint(std::ldexp(std::bit_cast<float>(magnitude), 24));
    return static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(steps));
  }
  // Round to nearest even at bit 13, then move the exponent's bias from 127 to 15.
  const std::uint32_t rounded = magnitude + 0xfff + ((magnitude >> 13) & 1);
  return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000) >> 13));
}

float float_of_bfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

}  // namespace ganscope
