#pragma once
#include "view/scene/image_places.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {

/// Images beside images: the generated ones and some of a real batch, in cells of one size, so that the
/// eye compares like with like.
struct TrainPlaces {
  CellGrid generated;
  CellGrid real;       ///< empty place where there is no room for it
  float captions = 0;  ///< pixels kept free above each
};

/// How many of what are shown.
struct TrainCounts {
  glm::ivec2 pixels{1, 1};  ///< width and height of an image
  int generated = 64;
  int real = 64;
};

/// Within `area`: real images to the right of the generated ones or below them, whichever lets the cells
/// be larger. `caption`: pixels above each.
[[nodiscard]] TrainPlaces train_places(const Rect& area, const TrainCounts& counts, float scale,
                                       float caption);

}  // namespace ganscope
