#pragma once
#include <cstddef>
#include <vector>

namespace ganscope {

/// Points in a space of features, row by row.
struct Features {
  int dimensions = 0;
  std::vector<float> values;
  [[nodiscard]] int rows() const {
    return dimensions == 0 ? 0 : static_cast<int>(values.size() / static_cast<std::size_t>(dimensions));
  }
};

/// The Fréchet distance between the normal distributions with the means and covariances (n - 1) of two sets:
/// |mean_a - mean_b|² + trace(A + B - 2 (A B)^½), Dowson and Landau 1982; Heusel et al. 2017 with Inception's
/// features. Throws Error for fewer than two rows, other dimensions or what is not finite.
[[nodiscard]] double frechet_distance(const Features& a, const Features& b);

/// How much of what is made looks real, and how much of what is real is made. All but density lie in 0 to 1.
struct ManifoldMeasures {
  double precision = 0;  ///< made points within reach of a real one's k nearest real ones (Kynkäänniemi 2019)
  double recall = 0;     ///< real points within reach of a made one's k nearest made ones
  double density = 0;    ///< real points' reaches that a made point lies in, over k (Naeem 2020)
  double coverage = 0;  ///< real points whose reach has a made point
};
/// A point's reach is the distance to its k-th nearest other point of its own set, itself not counted.
/// Distances in double. Throws Error for other dimensions, a set of no more than k rows or what is not
/// finite.
[[nodiscard]] ManifoldMeasures manifold_measures(const Features& real, const Features& made, int k = 3);

/// For each row of `of` the greatest cosine of the angle to a row of `among`, -1 to 1; 0 for a row of zeros.
/// Throws Error for other dimensions, where `among` has no row, or what is not finite.
[[nodiscard]] std::vector<double> nearest_cosine(const Features& of, const Features& among);

}  // namespace ganscope
