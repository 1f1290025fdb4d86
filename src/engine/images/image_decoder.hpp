#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/rgb_colour.hpp"

namespace ganscope {

/// 8-bit RGB, rows top to bottom, as a person sees it (the EXIF orientation is applied).
struct DecodedImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

struct DecodeOptions {
  /// A JPEG may come smaller than it is, by a factor that decoding gives for free, but its shorter side has
  /// at least so many pixels where it had them. 0: none is made smaller.
  int shorter_side = 0;
  RgbColour background{};  ///< what lies behind transparent pixels
};

/// Decodes a JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF, whatever its name says: of an animation the first
/// frame, of a TIFF the first page. Numbers of more than 8 bits are rounded to 8, greys and palettes become
/// RGB, inks too. Colour profiles are not applied. Throws Error with the reason, without the path.
[[nodiscard]] DecodedImage decode_image(const std::filesystem::path& path, const DecodeOptions& options);
/// The same of a file's bytes.
[[nodiscard]] DecodedImage decode_image_bytes(std::string_view bytes, const DecodeOptions& options);

/// Scales the shorter side to `size` and cuts the middle: `size` x `size`, planes (3 x size x size).
[[nodiscard]] std::vector<std::uint8_t> fit_square(const DecodedImage& image, int size);

}  // namespace ganscope
