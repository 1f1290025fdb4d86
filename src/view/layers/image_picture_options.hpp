#pragma once
#include "exchange/image_config.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person has chosen about the pictures of image mode.
struct ImagePictureChoice {
  Magnification magnification = Magnification::bicubic;
  GreyMap colours = GreyMap::grey;
  bool operator==(const ImagePictureChoice&) const = default;
};

/// With the looks of the window around them: all that they are drawn from beside a frame.
struct ImagePictureOptions : ImagePictureChoice {
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;  ///< of the interface
  bool operator==(const ImagePictureOptions&) const = default;
};

}  // namespace ganscope
