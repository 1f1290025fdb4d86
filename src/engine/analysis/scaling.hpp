#pragma once
#include "exchange/clustering.hpp"
#include "exchange/square_matrix.hpp"

namespace ganscope {

/// Classical multidimensional scaling (Torgerson): the two leading eigenvectors of the doubly centred squared
/// distances. Each axis has its sign so that its number of greatest size, of equal ones the first, is
/// positive. Throws Error for fewer than three things and distances that are not finite.
[[nodiscard]] PlaneMap classical_map(const SquareMatrix& distances);

struct SmacofOptions {
  int iterations = 300;
  double tolerance = 1e-9;  ///< ends where the sum of squared errors falls by less than this share
};
/// Metric scaling by majorisation: Guttman's step from a given map on (de Leeuw 1977); no step makes the
/// errors' sum greater.
[[nodiscard]] PlaneMap smacof_map(const SquareMatrix& distances, const PlaneMap& start,
                                  const SmacofOptions& options = {});

}  // namespace ganscope
