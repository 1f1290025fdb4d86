#include "engine/metrics/float_sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ganscope {
namespace {

constexpr int kDigitBits = 11;
constexpr int kPasses = 3;  // 3 x 11 bits hold the 32 of a float
constexpr std::uint32_t kDigits = 1U << kDigitBits;

/// Whole numbers in the order of the floats: the sign bit flipped, negative numbers reversed.
std::uint32_t key_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}

}  // namespace

void sort_floats(std::span<float> values, std::vector<float>& scratch) {
  scratch.resize(values.size());
  std::array<std::array<std::uint32_t, kDigits>, kPasses> start{};
  for (const float value : values)
    for (int pass = 0; pass < kPasses; ++pass)
      ++start[static_cast<std::size_t>(pass)][(key_of(value) >> (pass * kDigitBits)) % kDigits];

  std::span<float> from = values;
  std::span<float> to = scratch;
  for (int pass = 0; pass < kPasses; ++pass) {
    auto& place = start[static_cast<std::size_t>(pass)];
    std::uint32_t before = 0;
    for (std::uint32_t& count : place) before += std::exchange(count, before);
    for (const float value : from) to[place[(key_of(value) >> (pass * kDigitBits)) % kDigits]++] = value;
    std::swap(from, to);
  }
  std::copy(from.begin(), from.end(), values.begin());  // an odd number of passes ends in scratch
}

}  // namespace ganscope
