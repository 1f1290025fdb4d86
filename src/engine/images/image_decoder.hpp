#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace ganscope {

/// 8-bit RGB, rows top to bottom, as a person sees it (the EXIF orientation is applied).
struct DecodedImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

/// Decodes a JPEG or a PNG, whatever its name says. A JPEG may come smaller than it is, by a factor
/// that decoding gives for free, but its shorter side has at least `shorter_side` pixels where it had
/// them. Transparency lies on black. Throws Error with the reason, without the path.
[[nodiscard]] DecodedImage decode_image(const std::filesystem::path& path, int shorter_side);

/// Scales the shorter side to `size` and cuts the middle: `size` x `size`, planes (3 x size x size).
[[nodiscard]] std::vector<std::uint8_t> fit_square(const DecodedImage& image, int size);

}  // namespace ganscope
