#include "view/scene/contact_sheet.hpp"

#include <algorithm>

namespace ganscope {
namespace {

constexpr std::uint8_t kGround = 24;

}  // namespace

Image contact_sheet(const ImageStack& images, const ContactSheetOptions& options) {
  const int columns = std::max(1, std::min(options.columns, images.count));
  const int rows = (images.count + columns - 1) / columns;
  const int cell_width = images.width * options.scale;
  const int cell_height = images.height * options.scale;
  const auto side = [&](int cells, int cell) {
    const int pixels = cells * (cell + options.gap) + options.gap;
    return pixels + pixels % 2;
  };
  Image sheet{side(columns, cell_width), side(rows, cell_height), {}};
  const auto width = static_cast<std::size_t>(sheet.width);
  sheet.rgb.assign(3 * width * static_cast<std::size_t>(sheet.height), kGround);
  const auto plane = static_cast<std::size_t>(images.width) * static_cast<std::size_t>(images.height);
  for (int i = 0; i < images.count; ++i) {
    const std::uint8_t* from = images.values.data() + static_cast<std::size_t>(i) * images.image_size();
    const int left = options.gap + i % columns * (cell_width + options.gap);
    const int top = options.gap + i / columns * (cell_height + options.gap);
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

}  // namespace ganscope
