#pragma once
#include <glm/vec2.hpp>

#include "exchange/layers.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person has chosen about the toy picture.
struct PictureOptions {
  LayerSet layers;
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;      ///< interface scale
  float zoom = 1;       ///< 1 fits the manifold
  glm::vec2 pan{0, 0};  ///< data units
  bool operator==(const PictureOptions&) const = default;
};

}  // namespace ganscope
