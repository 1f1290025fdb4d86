#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exchange/grid_kind.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// Latents in rows and columns.
struct LatentGrid {
  int rows = 0;
  int columns = 0;
  std::vector<Latent> cells;  ///< from the top left, row by row; the last places may be empty
  /// Orthonormal vectors that span every cell (of a plane: the anchors), for motion that leaves the grid.
  std::vector<Latent> span;

  [[nodiscard]] const Latent& at(int row, int column) const {
    return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                 static_cast<std::size_t>(column)];
  }
};

struct GridOptions {
  GridKind kind = GridKind::plane;
  int rows = 8;       ///< 1 to 32
  int columns = 8;    ///< 1 to 32
  double spread = 1;  ///< local: how far the middles of the edges are, the corners being sqrt(2) times as
                      ///< far; radians on a normal prior's sphere, steps of a uniform prior's box;
                      ///< coordinates: the length of e_i
  int first = 1;      ///< coordinates: the i of the first e_i, from 1
  std::uint64_t seed = 1;  ///< local: of the two directions, where no anchors give them
};

/// Cell `i` of `count` as a share from 0 to 1; one alone stands at `alone`.
[[nodiscard]] double cell_share(int i, int count, double alone = 0);

/// The grid of this kind.
///
///   plane        3 or 4 anchors: top left, top right, bottom left, bottom right; of three the fourth is
///                b - a + c, for a normal prior at the mean of their radii. Rows are slerps between the
///                slerps of the left and right edges (plat's MINE grid), for a uniform prior lerps.
///   analogy      3 anchors: a + x (b - a) + y (c - a) (plat's J-diagram). Straight, so that columns and
///                rows are the same difference everywhere; a uniform prior's bounds reflect.
///   local        1 anchor in the middle, or 3: the other two give the directions, made orthogonal. A
///                normal prior's cells stay on the anchor's sphere.
///   coordinates  no anchors. Row 0 holds G(e_j) and column 0 G(e_i), the cell where they meet
///                G(e_i + e_j) (latent recovery, 5.1), and the corner G(0). i and j both count from `first`.
///   anchors      any number up to rows x columns; the places after the last stay empty.
///
/// Throws Error for the wrong number of anchors, anchors of the wrong size, or a grid that is too large.
[[nodiscard]] LatentGrid make_grid(const GridOptions& options, std::span<const Latent> anchors,
                                   const LatentSpace& space);

/// The point so far from `centre` along two orthonormal directions. Normal prior, directions orthogonal to
/// the centre: on its sphere, at an angle of hypot(x, y) radians. Uniform prior: straight and reflected, x
/// and y in steps that move the numbers of a latent by half the prior's width in the root mean square.
[[nodiscard]] Latent local_point(const LatentSpace& space, const Latent& centre,
                                 std::span<const Latent> directions, double x, double y);

/// Two orthonormal directions from a seed, orthogonal to `centre` as far as the space has room.
[[nodiscard]] std::vector<Latent> local_directions(const LatentSpace& space, const Latent& centre,
                                                   std::uint64_t seed);

}  // namespace ganscope
