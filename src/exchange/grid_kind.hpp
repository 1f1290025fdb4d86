#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// How the latents of a grid follow from its anchors.
enum class GridKind {
  plane,        ///< between three or four corners: neighbours of any two are between them
  analogy,      ///< a, b, c and b - a + c in the corners, straight between them
  local,        ///< around one anchor, along two directions
  coordinates,  ///< G(e_i) and G(e_j) along the edges, G(e_i + e_j) inside
  anchors,      ///< the anchors themselves, row by row
};

/// In the order of the enumerators, as on the command line.
[[nodiscard]] const std::vector<std::string>& grid_kind_names();
[[nodiscard]] const std::string& name_of(GridKind kind);

/// Latents in rows, from the top, and columns, from the left.
inline constexpr int kMostGridSide = 32;

}  // namespace ganscope
