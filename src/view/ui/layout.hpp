#pragma once
#include <glm/vec2.hpp>

#include "view/scene/rect.hpp"

namespace ganscope {

/// Where everything stands, in pixels: top bar, left settings, picture in the middle, right curves, the
/// timeline below all. Panels give way to the picture: below kFoldRight x scale pixels of width the
/// right column folds, below kFoldLeft the left one too, a window lower than kFoldTimeline x scale has
/// no timeline and one too low for a top bar has none.
struct Layout {
  Rect top;
  Rect left;
  Rect right;
  Rect timeline;
  Rect picture;
};
inline constexpr float kTopBar = 52;
inline constexpr float kTimeline = 60;
inline constexpr float kFoldTimeline = 440;
inline constexpr float kSideColumn = 300;
inline constexpr float kFoldRight = 1100;
inline constexpr float kFoldLeft = 720;

[[nodiscard]] Layout lay_out(glm::vec2 window, float scale, bool panels);

}  // namespace ganscope
