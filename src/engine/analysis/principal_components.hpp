#pragma once
#include <span>
#include <vector>

namespace ganscope {

/// The directions in which rows of numbers vary most.
struct PrincipalComponents {
  int dimensions = 0;
  std::vector<double> mean;        ///< dimensions
  std::vector<double> components;  ///< count x dimensions, orthonormal, most varied first
  std::vector<double> variances;   ///< of the rows along each (n - 1), falling
  double total_variance = 0;       ///< of all dimensions

  [[nodiscard]] int count() const { return static_cast<int>(variances.size()); }
  /// The share of the variance that the first `k` explain; 1 where nothing varies.
  [[nodiscard]] double explained(int k) const;
};

/// Of `rows`, n x dimensions, the first `count` components. Each has its sign so that its number of greatest
/// size, of equal ones the first, is positive. Through the covariance, or with fewer rows than dimensions
/// through the rows' products. Where fewer directions vary than are asked for, the last ones are any at right
/// angles. Throws Error where `count` isn't 1 to min(n - 1, dimensions) or a number is not finite.
[[nodiscard]] PrincipalComponents principal_components(std::span<const float> rows, int dimensions,
                                                       int count);

/// Coefficients of rows: n x count.
[[nodiscard]] std::vector<float> project(const PrincipalComponents& pca, std::span<const float> rows);
/// Rows of coefficients, of which the first `k` count (0: all): n x dimensions.
[[nodiscard]] std::vector<float> reconstruct(const PrincipalComponents& pca,
                                             std::span<const float> coefficients, int k = 0);

}  // namespace ganscope
