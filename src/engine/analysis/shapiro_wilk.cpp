#include "engine/analysis/shapiro_wilk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/data/normal_distribution.hpp"

namespace ganscope {
namespace {

// Royston's polynomials, from the constant on.
constexpr std::array kLastWeight{0.0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056};
constexpr std::array kWeightBefore{0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633};
constexpr std::array kSmallGamma{-2.273, 0.459};
constexpr std::array kSmallMean{0.5440, -0.39978, 0.025054, -0.0006714};
constexpr std::array kSmallDeviation{1.3822, -0.77857, 0.062767, -0.0020322};
constexpr std::array kLargeMean{-1.5861, -0.31082, -0.083751, 0.0038915};
constexpr std::array kLargeDeviation{-0.4803, -0.082676, 0.0030302};
constexpr int kSmallSample = 11;   // up to here the second pair holds
constexpr double kLeastP = 1e-99;  // where the small samples' transformation has no value

template <std::size_t n>
double polynomial(const std::array<double, n>& c, double x) {
  double sum = 0;
  for (std::size_t i = n; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

/// The weights of the ordered sample's upper half, the greatest first; the lower half has them negative.
std::vector<double> weights(int n) {
  if (n == 3) return {std::numbers::sqrt2 / 2};
  std::vector<double> expected;  // of the greatest on, after Blom
  for (int i = 1; i <= n / 2; ++i) expected.push_back(-normal_quantile((i - 0.375) / (n + 0.25)));
  const double squares = 2 * std::inner_product(expected.begin(), expected.end(), expected.begin(), 0.0);
  const double u = 1 / std::sqrt(n);
  const double last = polynomial(kLastWeight, u) + expected[0] / std::sqrt(squares);
  std::vector<double> out = expected;
  double left = squares - 2 * expected[0] * expected[0];
  double share = 1 - 2 * last * last;
  out[0] = last;
  std::size_t others = 1;
  if (n > 5) {
    out[1] = polynomial(kWeightBefore, u) + expected[1] / std::sqrt(squares);
    left -= 2 * expected[1] * expected[1];
    share -= 2 * out[1] * out[1];
    others = 2;
  }
  for (std::size_t i = others; i < out.size(); ++i) out[i] = expected[i] / std::sqrt(left / share);
  return out;
}

/// `lack` is 1 - w, which keeps its digits where w is near 1.
double probability(int n, double lack) {
  if (n == 3) {
    const double p = 6 / std::numbers::pi * (std::asin(std::sqrt(1 - lack)) - std::asin(std::sqrt(0.75)));
    return std::max(0.0, p);
  }
  const double y = std::log(lack);
  if (n > kSmallSample) {
    const double x = std::log(n);
    return normal_cdf((polynomial(kLargeMean, x) - y) / std::exp(polynomial(kLargeDeviation, x)));
  }
  const double gamma = polynomial(kSmallGamma, n);
  if (y >= gamma) return kLeastP;
  return normal_cdf((polynomial(kSmallMean, n) + std::log(gamma - y)) /
                    std::exp(polynomial(kSmallDeviation, n)));
}

}  // namespace

ShapiroWilk shapiro_wilk(std::span<const double> sample) {
  const int n = static_cast<int>(sample.size());
  if (n < kFewestForShapiroWilk || n > kMostForShapiroWilk)
    throw Error("a test for normality of " + std::to_string(n) + " numbers; expected " +
                std::to_string(kFewestForShapiroWilk) + " to " + std::to_string(kMostForShapiroWilk));
  check_all_finite(sample, "numbers to test for normality");
  std::vector<double> x(sample.begin(), sample.end());
  std::sort(x.begin(), x.end());
  // In units of half the range, so that nothing overflows, not even the range.
  const double half_range = 0.5 * x.back() - 0.5 * x.front();
  if (!(half_range > 0))
    throw Error("a test for normality of " + std::to_string(n) + " equal numbers; expected different ones");
  const double middle = x[x.size() / 2];
  for (double& value : x) value = (0.5 * value - 0.5 * middle) / half_range;
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const std::vector<double> a = weights(n);
  const auto weight = [&](std::size_t i) {  // of the i-th smallest
    if (i < a.size()) return -a[i];
    const std::size_t from_top = x.size() - 1 - i;
    return from_top < a.size() ? a[from_top] : 0.0;
  };
  double squares = 0;
  double weighed = 0;
  double weight_squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double away = x[i] - mean;
    squares += away * away;
    weighed += weight(i) * away;
    weight_squares += weight(i) * weight(i);
  }
  // 1 - w as a product: a difference of squares loses no digits.
  const double size = std::sqrt(weight_squares * squares);
  const double lack = std::max(0.0, (size - weighed) * (size + weighed) / (weight_squares * squares));
  return {1 - lack, lack > 0 ? probability(n, lack) : 1};
}

}  // namespace ganscope
