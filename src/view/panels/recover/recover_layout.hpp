#pragma once
#include <array>

#include "view/scene/image_places.hpp"

namespace ganscope {

/// Target, found and difference of one size: beside each other, or below where the area is high.
struct RecoverPlaces {
  std::array<Rect, 3> pictures;
  float caption = 0;  ///< pixels kept free above each
};

/// Within `area`, as large as a whole number of screen pixels a pixel lets them be; smaller than that where
/// there is no room. `pixels`: of a picture; `foot`: pixels kept free below all of them.
[[nodiscard]] RecoverPlaces recover_places(const Rect& area, glm::ivec2 pixels, float scale, float foot);

}  // namespace ganscope
