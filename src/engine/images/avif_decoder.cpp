#include <avif/avif.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

struct Destroy {
  void operator()(avifDecoder* decoder) const { avifDecoderDestroy(decoder); }
};

void check(avifResult result) {
  if (result != AVIF_RESULT_OK)
    throw Error(std::string("broken or unusual AVIF: ") + avifResultToString(result));
}

/// Whether the picture is mirrored left to right, else top to bottom; the member was renamed in libavif 1.0.
bool mirrors_sideways(const avifImage& image) {
#if AVIF_VERSION_MAJOR >= 1
  return image.imir.axis == 1;
#else
  return image.imir.mode == 1;
#endif
}

/// The turn and the mirroring that AVIF has in place of EXIF's orientation, as that orientation.
int orientation_of(const avifImage& image) {
  const bool mirrored = (image.transformFlags & AVIF_TRANSFORM_IMIR) != 0;
  const bool sideways = mirrored && mirrors_sideways(image);
  const int quarters = (image.transformFlags & AVIF_TRANSFORM_IROT) != 0 ? image.irot.angle : 0;
  switch (quarters) {  // anticlockwise, then the mirror
    case 1:
      return !mirrored ? 8 : sideways ? 7 : 5;
    case 2:
      return !mirrored ? 3 : sideways ? 4 : 2;
    case 3:
      return !mirrored ? 6 : sideways ? 5 : 7;
    default:
      return !mirrored ? 1 : sideways ? 2 : 4;
  }
}

}  // namespace

DecodedImage decode_avif(std::string_view bytes, const DecodeOptions& options) {
  const std::unique_ptr<avifDecoder, Destroy> decoder(avifDecoderCreate());
  if (!decoder) throw Error("libavif cannot start");
  decoder->maxThreads = 1;  // pictures are decoded side by side
  decoder->ignoreExif = AVIF_TRUE;
  decoder->ignoreXMP = AVIF_TRUE;
  check(avifDecoderSetIOMemory(decoder.get(), unsigned_bytes(bytes), bytes.size()));
  check(avifDecoderParse(decoder.get()));
  require_size(decoder->image->width, decoder->image->height);
  check(avifDecoderNextImage(decoder.get()));
  const avifImage& image = *decoder->image;
  const int width = static_cast<int>(image.width);
  const int height = static_cast<int>(image.height);
  require_size(image.width, image.height);
  std::vector<std::uint8_t> rgba(4 * pixels_of(width, height));
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, &image);
  pixels.format = AVIF_RGB_FORMAT_RGBA;
  pixels.depth = 8;
  pixels.pixels = rgba.data();
  pixels.rowBytes = static_cast<std::uint32_t>(4 * width);
  check(avifImageYUVToRGB(&image, &pixels));
  return upright(on_background(width, height, rgba, options.background), orientation_of(image));
}

}  // namespace ganscope
