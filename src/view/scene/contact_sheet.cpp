#include "view/scene/contact_sheet.hpp"

#include <algorithm>

namespace ganscope {
namespace {

constexpr std::uint8_t kGround = 24;

/// Where the images of a sheet stand.
struct Places {
  int columns, width, height;  ///< of the sheet, pixels

  Places(const ImageStack& images, const ContactSheetOptions& o)
      : columns(std::max(1, std::min(o.columns, images.count))),
        width(side(columns, images.width * o.scale, o.gap)),
        height(side((images.count + columns - 1) / columns, images.height * o.scale, o.gap)) {}

  static int side(int cells, int cell, int gap) {
    const int pixels = cells * (cell + gap) + gap;
    return pixels + pixels % 2;
  }
  [[nodiscard]] int left(int i, int cell, int gap) const { return gap + i % columns * (cell + gap); }
  [[nodiscard]] int top(int i, int cell, int gap) const { return gap + i / columns * (cell + gap); }
};

}  // namespace

Image contact_sheet(const ImageStack& images, const ContactSheetOptions& options) {
  const Places places(images, options);
  const int cell_width = images.width * options.scale;
  const int cell_height = images.height * options.scale;
  Image sheet{places.width, places.height, {}};
  const auto width = static_cast<std::size_t>(sheet.width);
  sheet.rgb.assign(3 * width * static_cast<std::size_t>(sheet.height), kGround);
  const auto plane = static_cast<std::size_t>(images.width) * static_cast<std::size_t>(images.height);
  for (int i = 0; i < images.count; ++i) {
    const std::uint8_t* from = images.values.data() + static_cast<std::size_t>(i) * images.image_size();
    const int left = places.left(i, cell_width, options.gap);
    const int top = places.top(i, cell_height, options.gap);
    for (int y = 0; y < cell_height; ++y)
      for (int x = 0; x < cell_width; ++x) {
        const std::size_t at =
            static_cast<std::size_t>(y / options.scale) * static_cast<std::size_t>(images.width) +
            static_cast<std::size_t>(x / options.scale);
        std::uint8_t* to =
            &sheet.rgb[3 * (static_cast<std::size_t>(top + y) * width + static_cast<std::size_t>(left + x))];
        for (std::size_t c = 0; c < 3; ++c) to[c] = from[at + (images.channels == 3 ? c * plane : 0)];
      }
  }
  return sheet;
}

ImageStack sheet_images(const Image& sheet, const ImageStack& like, const ContactSheetOptions& options) {
  const Places places(like, options);
  ImageStack images{like.count, like.channels, like.height, like.width, {}};
  if (sheet.width != places.width || sheet.height != places.height) return {};
  const auto channels = static_cast<std::size_t>(like.channels);
  images.values.reserve(static_cast<std::size_t>(like.count) * like.image_size());
  for (int i = 0; i < like.count; ++i) {
    const int left = places.left(i, like.width * options.scale, options.gap);
    const int top = places.top(i, like.height * options.scale, options.gap);
    for (std::size_t c = 0; c < channels; ++c)
      for (int y = 0; y < like.height; ++y)
        for (int x = 0; x < like.width; ++x) {
          const std::size_t at = static_cast<std::size_t>(top + y * options.scale) *
                                     static_cast<std::size_t>(sheet.width) +
                                 static_cast<std::size_t>(left + x * options.scale);
          images.values.push_back(sheet.rgb[3 * at + c]);
        }
  }
  return images;
}

}  // namespace ganscope
