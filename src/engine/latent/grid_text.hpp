#pragma once
#include <span>
#include <string>

#include "engine/latent/grid.hpp"

namespace ganscope {

/// Where a cell of a grid is.
struct CellPlace {
  std::string where;  ///< in the grid's own coordinates: "x 0.429, y 0.286"
  /// How its latent is written with the anchors' names and three decimals; for the eye and to be typed. Empty
  /// where no expression says it.
  std::string shown;
  /// The same with the anchors' texts and every digit; empty where one of them has none.
  std::string text;
};

/// Of make_grid()'s cell; `row` and `column` count from 0. `anchors` are the grid's own, as many as its kind
/// takes.
[[nodiscard]] CellPlace cell_place(const GridOptions& options, std::span<const Anchor> anchors,
                                   const LatentSpace& space, int row, int column);

}  // namespace ganscope
