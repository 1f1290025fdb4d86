#pragma once
#include "exchange/image_stack.hpp"
#include "view/scene/image.hpp"

namespace ganscope {

struct ContactSheetOptions {
  int columns = 8;
  int scale = 1;  ///< pixels of the sheet a pixel of an image
  int gap = 2;    ///< pixels between images and around them
};

/// The images row by row on one dark picture whose sides are even, as video wants them. Grey images
/// become grey, a last row that isn't full stays dark.
[[nodiscard]] Image contact_sheet(const ImageStack& images, const ContactSheetOptions& options = {});

/// The images that contact_sheet() made this sheet of, to the bit. `like` says how many there were and of
/// what size; its values don't count. Empty when they make another sheet than this one.
[[nodiscard]] ImageStack sheet_images(const Image& sheet, const ImageStack& like,
                                      const ContactSheetOptions& options = {});

}  // namespace ganscope
