// Debian has no other small reader of BMP; of stb_image only that is compiled.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#include <stb/stb_image.h>

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

struct Free {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

[[noreturn]] void fail() {
  const char* reason = stbi_failure_reason();
  throw Error(std::string("broken or unusual BMP: ") + (reason != nullptr ? reason : "it cannot be read"));
}

/// `count` bytes at `at` of a header, the lowest first; 0 beyond the end.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;)
    value = value << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
  return value;
}

/// stb_image reads zeros behind the end of a file; its black rest is no picture.
void require_rows(std::string_view bytes, int width, int height) {
  const bool old_header = number_at(bytes, 14, 4) == 12;
  const std::uint64_t bits = number_at(bytes, old_header ? 24 : 28, 2);
  const std::uint64_t row_bits = static_cast<std::uint64_t>(width) * bits;
  const std::uint64_t stride = (row_bits + 31) / 32 * 4;
  // The last row may end without the bytes that fill it up.
  const std::uint64_t needed =
      number_at(bytes, 10, 4) + stride * static_cast<std::uint64_t>(height - 1) + (row_bits + 7) / 8;
  if (bytes.size() < needed)
    throw Error("broken BMP: it has " + std::to_string(bytes.size()) + " bytes; its size needs " +
                std::to_string(needed));
}

}  // namespace

DecodedImage decode_bmp(std::string_view bytes, const DecodeOptions& options) {
  int width = 0, height = 0, channels = 0;
  const int length = static_cast<int>(bytes.size());  // decode_image() keeps them below 2^30
  if (stbi_info_from_memory(unsigned_bytes(bytes), length, &width, &height, &channels) == 0) fail();
  // A negative height says that the first row is the upper one; stb_image hands it out as it stands.
  if (width < 0 || height == std::numeric_limits<int>::min())
    throw Error("broken BMP: its size is " + std::to_string(width) + "x" + std::to_string(height) +
                " pixels; expected a width above 0 and a height of at most 2147483647 either way");
  height = std::abs(height);
  require_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height));
  require_rows(bytes, width, height);
  const std::unique_ptr<stbi_uc, Free> rgba(
      stbi_load_from_memory(unsigned_bytes(bytes), length, &width, &height, &channels, 4));
  if (!rgba) fail();
  return on_background(width, height, {rgba.get(), 4 * pixels_of(width, height)}, options.background);
}

}  // namespace ganscope
