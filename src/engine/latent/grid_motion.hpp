#pragma once
#include <cstdint>
#include <vector>

#include "engine/latent/grid.hpp"

namespace ganscope {

/// A closed way for a whole grid: every place on it is the same grid elsewhere, with the same distances,
/// angles and, for a normal prior, radii.
///
/// Normal prior: the span of the cells turns into dimensions orthogonal to it, each of its directions b_i
/// towards one w_i of its own, so that a cell sum(x_i b_i) goes to cos(2 pi t) sum(x_i b_i) + sin(2 pi t)
/// sum(x_i w_i): along a great circle, all cells alike. Where the space has fewer than twice the grid's
/// dimensions, as many of the grid's directions turn as there are others left, the mean of its cells first.
///
/// Uniform prior: no turn stays in a box, so all cells are shifted alike, each number going once through the
/// whole room between the cells and the bounds and back.
class GridMotion {
 public:
  /// The way depends on the seed. Throws Error where there is none: a normal prior's grid that spans its
  /// space, a uniform prior's that touches both bounds in every number.
  GridMotion(LatentGrid grid, const LatentSpace& space, std::uint64_t seed);

  /// The grid after a share of its lap; whole numbers give the grid itself, to the bit.
  [[nodiscard]] LatentGrid at(double position) const;

 private:
  void plan_turn(int size, std::uint64_t seed);
  void plan_shift(const LatentSpace& space, std::uint64_t seed);

  LatentGrid grid_;
  LatentSpace space_;
  // Of a turn, one a cell:
  std::vector<Latent> turning_;  ///< the part that turns
  std::vector<Latent> aside_;    ///< where that is after a quarter of a lap
  // Of a shift, one a number: middle + swing sin(2 pi t + phase), which is 0 at 0.
  Latent middle_;
  Latent swing_;
  Latent phase_;
};

/// GridMotion(grid, space, seed).at(position); where position is a whole number, of any grid.
[[nodiscard]] LatentGrid moved_grid(const LatentGrid& grid, const LatentSpace& space, double position,
                                    std::uint64_t seed);

}  // namespace ganscope
