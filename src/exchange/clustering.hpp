#pragma once
#include <array>
#include <vector>

namespace ganscope {

/// A cluster made of two: clusters below the number of things are those themselves, the others the merges in
/// order, as in SciPy's linkage().
struct Merge {
  int left = 0;  ///< the smaller number
  int right = 0;
  double height = 0;  ///< the distance at which they join
  int count = 0;      ///< things below
};

/// Things on a plane, so that their distances are near to given ones.
struct PlaneMap {
  std::vector<std::array<double, 2>> points;
  double stress = 0;  ///< Kruskal's stress-1: root of the squared errors' sum over the squared distances' sum
  int iterations = 0;  ///< of SMACOF
};

}  // namespace ganscope
