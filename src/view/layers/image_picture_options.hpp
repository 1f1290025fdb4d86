#pragma once
#include "exchange/image_config.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person has chosen about the pictures of image mode.
struct ImagePictureOptions {
  Magnification magnification = Magnification::bicubic;
  GreyMap colours = GreyMap::grey;
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;  ///< interface scale
  bool operator==(const ImagePictureOptions&) const = default;
};

}  // namespace ganscope
