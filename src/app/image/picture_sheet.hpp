#pragma once
#include "app/image/image_run.hpp"
#include "exchange/picture.hpp"
#include "view/scene/image.hpp"

namespace ganscope {

/// The pictures in rows and columns as one image: of options.width x height, or with cells that show every
/// pixel, enlarged by a whole number to about 64. Needs no display. Throws Error.
[[nodiscard]] Image picture_sheet(const PictureGrid& grid, const ImageRunOptions& options);

}  // namespace ganscope
