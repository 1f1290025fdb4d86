#pragma once
#include "exchange/image_stack.hpp"
#include "exchange/picture.hpp"

namespace ganscope {

/// The first rows x columns images as pictures in rows; nullptr where there are fewer.
[[nodiscard]] PictureGrid picture_grid(const ImageStack& images, int rows, int columns);

}  // namespace ganscope
