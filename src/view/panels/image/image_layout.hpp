#pragma once
#include "view/ui/layout.hpp"

namespace ganscope {

/// Where everything stands in image mode: the same places as in toy mode, and in the right column the map
/// of the path, the smaller view, and the latent's numbers.
struct ImageLayout {
  Layout places;
  Rect map;  ///< all three empty while the column is folded
  Rect small_view;
  Rect bars;
  /// A row above the picture where the column is folded, to choose between tour and grid.
  Rect views;
};

[[nodiscard]] ImageLayout lay_out_images(glm::vec2 window, float scale, bool panels);

}  // namespace ganscope
