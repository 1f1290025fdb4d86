#include <png.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

/// The orientation in the chunk eXIf, which libpng's simplified reader doesn't hand out; 1 without one.
int exif_orientation(std::string_view bytes) {
  constexpr std::size_t kAround = 12;  // length and name before a chunk's data, its checksum behind
  bytes.remove_prefix(8);
  while (bytes.size() >= kAround) {
    const std::size_t length = big_endian(bytes);
    if (length > bytes.size() - kAround) break;
    if (bytes.substr(4, 4) == "eXIf") return orientation_of_block(bytes.substr(8, length));
    bytes.remove_prefix(kAround + length);
  }
  return 1;
}

}  // namespace

DecodedImage decode_png(std::string_view bytes, const DecodeOptions& options) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  const auto drop = [](png_image* image) { png_image_free(image); };
  const std::unique_ptr<png_image, decltype(drop)> guard(&png, drop);
  const auto fail = [&] { throw Error(std::string("broken PNG: ") + png.message); };
  if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) fail();
  require_size(png.width, png.height);
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // 16-bit files without a gamma are not linear light
  const bool transparent = (png.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  png.format = transparent ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  const int width = static_cast<int>(png.width);
  const int height = static_cast<int>(png.height);
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(png));
  if (png_image_finish_read(&png, nullptr, pixels.data(), 0, nullptr) == 0) fail();
  DecodedImage image = transparent ? on_background(width, height, pixels, options.background)
                                   : DecodedImage{width, height, std::move(pixels)};
  return upright(std::move(image), exif_orientation(bytes));
}

}  // namespace ganscope
