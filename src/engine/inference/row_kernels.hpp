#pragma once
#include <cstdint>

namespace ganscope {

/// In place, for `count` rows of `channels` numbers: y = x + bias, then y where y > 0 and slope * y where it
/// is not. Slope 1 leaves y as it is, 0 is ReLU. NaN
/// stays NaN, and -infinity under ReLU becomes it.
void add_bias_rows(float* rows, std::int64_t count, const float* bias, std::int64_t channels, float slope);

/// `count` pixels of `channels` numbers as planes, one a channel.
void to_planes(const float* pixels, std::int64_t count, std::int64_t channels, float* planes);

/// Numbers of the range [low, high] as [0, 1], clamped; false when one of them is not finite.
[[nodiscard]] bool to_unit_range(const float* from, std::int64_t count, float low, float high, float* to);

}  // namespace ganscope
