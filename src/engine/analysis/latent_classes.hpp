#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exchange/square_matrix.hpp"

namespace ganscope {

/// Where classes lie in latent space (MAGAN, Algorithm 1): of the latents whose images an oracle gave to a
/// class, the mean and the deviation of every number.
struct LatentClasses {
  int dimensions = 0;
  std::vector<int> counts;                      ///< latents of each class
  std::vector<std::vector<double>> means;       ///< classes x dimensions
  std::vector<std::vector<double>> deviations;  ///< likewise, with n - 1

  [[nodiscard]] int size() const { return static_cast<int>(counts.size()); }
};

/// `latents` are count x dimensions, `labels` one a latent, 0 to `classes` - 1: std::logic_error otherwise. A
/// class with no latent has means of 0, one with fewer than two deviations of 0: see check_counts().
[[nodiscard]] LatentClasses latent_classes(std::span<const float> latents, int dimensions,
                                           std::span<const int> labels, int classes);

/// Throws Error naming the classes (by `names`) that have fewer than `fewest` of the latents.
void check_counts(const std::vector<int>& counts, const std::vector<std::string>& names, int fewest);

/// Euclidean distances between the means.
[[nodiscard]] SquareMatrix mean_distances(const LatentClasses& classes);
/// Mean over all pairs; 0 for one row.
[[nodiscard]] double mean_off_diagonal(const SquareMatrix& matrix);
/// For each row the nearest other one; the first of several.
[[nodiscard]] std::vector<int> nearest_other(const SquareMatrix& distances);

/// MAGAN, Algorithm 1, line 10: d_min / ||sigma||, the distance to the nearest class's mean over the length
/// of the class's deviations. So far (in deviations) may every number of the mean be moved before the latent
/// has gone as far as the next class is: the smallest epsilon of which line 10's strict inequality
/// d_min > distance(mu, mu +- epsilon sigma) = epsilon ||sigma|| no longer holds. The paper's argument of a
/// set is read as that bound, as its prose does (any value of 0 to epsilon keeps the class); its equation 2
/// takes the minimum over all j, where j = i would give 0. That images keep their class is no consequence of
/// the inequality: see kept_classes(). Throws Error for one class alone and for a class without any spread,
/// by its place.
[[nodiscard]] std::vector<double> class_epsilons(const LatentClasses& classes, const SquareMatrix& distances);

/// The same labels in random order: what is measured with them is what classes without any meaning show.
[[nodiscard]] std::vector<int> shuffled(std::span<const int> labels, std::uint64_t seed);

/// mean + `deviations` x deviation of one class.
[[nodiscard]] std::vector<double> class_point(const LatentClasses& classes, int of, double deviations);

}  // namespace ganscope
