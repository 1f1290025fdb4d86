#include "view/scene/stack_pictures.hpp"

namespace ganscope {
namespace {

/// Channels after each other become channels together.
PicturePtr picture_of(const ImageStack& images, int index) {
  auto picture = std::make_shared<Picture>();
  picture->width = images.width;
  picture->height = images.height;
  picture->channels = images.channels;
  picture->values.reserve(images.image_size());
  const std::size_t plane = static_cast<std::size_t>(images.width) * static_cast<std::size_t>(images.height);
  const std::uint8_t* from = images.values.data() + static_cast<std::size_t>(index) * images.image_size();
  for (std::size_t i = 0; i < plane; ++i)
    for (std::size_t c = 0; c < static_cast<std::size_t>(images.channels); ++c)
      picture->values.push_back(from[c * plane + i]);
  return picture;
}

}  // namespace

PictureGrid picture_grid(const ImageStack& images, int rows, int columns) {
  PictureGrid grid{rows, columns, {}};
  for (int i = 0; i < rows * columns; ++i)
    grid.cells.push_back(i < images.count ? picture_of(images, i) : nullptr);
  return grid;
}

}  // namespace ganscope
