// Pictures of a folder: all seven decoders, by what the bytes begin with.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.hpp"
#include "engine/images/image_decoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const ganscope::DecodedImage image = ganscope::decode_image_bytes(bytes, {.background = {255, 255, 255}});
    const auto pixels = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    if (image.rgb.size() != 3 * pixels) std::abort();
  } catch (const ganscope::Error&) {
  }
  return 0;
}
