#include "engine/images/decoded_pixels.hpp"

#include <libexif/exif-data.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr std::uint64_t kMaxPixels = std::uint64_t{1} << 28;

}  // namespace

void require_size(std::uint64_t width, std::uint64_t height) {
  if (width < 1 || height < 1 || width > kMaxPixels || height > kMaxPixels || width * height > kMaxPixels)
    throw Error("it has " + std::to_string(width) + "x" + std::to_string(height) + " pixels; expected 1 to " +
                std::to_string(kMaxPixels));
}

DecodedImage on_background(int width, int height, std::span<const std::uint8_t> rgba, RgbColour background,
                           bool premultiplied) {
  const unsigned behind[3]{background.red, background.green, background.blue};
  DecodedImage image{width, height, std::vector<std::uint8_t>(3 * pixels_of(width, height))};
  for (std::size_t i = 0; i < pixels_of(width, height); ++i) {
    const unsigned alpha = rgba[4 * i + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      const unsigned own = rgba[4 * i + c] * (premultiplied ? 255 : alpha);
      // A premultiplied colour above its alpha is wrong in the file, and may not wrap around here.
      const unsigned sum = std::min(255U * 255U, own + behind[c] * (255 - alpha));
      image.rgb[3 * i + c] = static_cast<std::uint8_t>((sum + 127) / 255);
    }
  }
  return image;
}

DecodedImage upright(DecodedImage image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  const bool swaps = orientation >= 5;
  const int w = image.width;
  const int h = image.height;
  DecodedImage out{swaps ? h : w, swaps ? w : h, std::vector<std::uint8_t>(image.rgb.size())};
  // Where the stored column and row come from, for each place of the upright picture.
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const int along = swaps ? y : x;
      const int down = swaps ? x : y;
      const int column = from_right ? w - 1 - along : along;
      const int row = from_bottom ? h - 1 - down : down;
      const std::size_t from = 3 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(w) +
                                    static_cast<std::size_t>(column));
      const std::size_t to = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                                  static_cast<std::size_t>(x));
      std::copy_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(from), 3,
                  out.rgb.begin() + static_cast<std::ptrdiff_t>(to));
    }
  return out;
}

int orientation_of(std::string_view bytes) {
  const auto drop = [](ExifData* data) { exif_data_unref(data); };
  const std::unique_ptr<ExifData, decltype(drop)> data(
      exif_data_new_from_data(unsigned_bytes(bytes), static_cast<unsigned>(bytes.size())), drop);
  if (!data) return 1;
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2)
    return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

int orientation_of_block(std::string_view block) {
  constexpr std::string_view kStart("Exif\0\0", 6);
  return block.starts_with(kStart) ? orientation_of(block) : orientation_of(std::string(kStart) += block);
}

}  // namespace ganscope
