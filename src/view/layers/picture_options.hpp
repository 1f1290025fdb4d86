#pragma once
#include <glm/vec2.hpp>

#include "exchange/layers.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person has chosen about the toy picture.
struct PictureChoice {
  LayerSet layers;
  float zoom = 1;       ///< 1 fits the manifold
  glm::vec2 pan{0, 0};  ///< data units
  bool operator==(const PictureChoice&) const = default;
};

/// With the looks of the window around it: all that the picture is drawn from beside a frame.
struct PictureOptions : PictureChoice {
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;  ///< of the interface
  bool operator==(const PictureOptions&) const = default;
};

}  // namespace ganscope
