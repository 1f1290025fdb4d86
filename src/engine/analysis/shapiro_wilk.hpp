#pragma once
#include <span>

namespace ganscope {

/// The test of Shapiro and Wilk for normality.
struct ShapiroWilk {
  double w = 1;  ///< near 1 where the sample is as a normal one's
  double p = 1;  ///< probability of so small a w for a normal sample
};

inline constexpr int kFewestForShapiroWilk = 3;
inline constexpr int kMostForShapiroWilk = 5000;

/// Royston's approximation (1995, algorithm AS R94), for 3 to 5,000 numbers. Throws Error for other counts
/// and where all numbers are equal or one is not finite.
[[nodiscard]] ShapiroWilk shapiro_wilk(std::span<const double> sample);

}  // namespace ganscope
