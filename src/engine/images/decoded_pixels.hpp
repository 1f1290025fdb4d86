#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/images/image_decoder.hpp"

/// What the decoders of all formats share.
namespace ganscope {

/// Throws Error unless there are 1 to 2^28 pixels.
void require_size(std::uint64_t width, std::uint64_t height);

/// RGBA on a background, in the numbers of the file (as browsers do, and Pillow's alpha_composite), rounded
/// to the nearest. `premultiplied`: the colours have been multiplied by the alpha already.
[[nodiscard]] DecodedImage on_background(int width, int height, std::span<const std::uint8_t> rgba,
                                         RgbColour background, bool premultiplied = false);

/// Undoes an EXIF orientation: 2 to 4 mirror or turn by half, 5 to 8 also swap the axes. Others leave it
/// alone.
[[nodiscard]] DecodedImage upright(DecodedImage image, int orientation);

/// EXIF's orientation of a JPEG's bytes, or of an EXIF block that begins with "Exif\0\0"; 1 where it isn't
/// said.
[[nodiscard]] int orientation_of(std::string_view bytes);
/// That of a bare block as PNG and WebP carry it, with or without the six bytes in front.
[[nodiscard]] int orientation_of_block(std::string_view block);

[[nodiscard]] inline const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
[[nodiscard]] inline std::size_t pixels_of(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

}  // namespace ganscope
