#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>  // WEBP_MAX_DIMENSION

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

struct DropDecoder {
  void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};
struct DropDemuxer {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

[[noreturn]] void fail() { throw Error("broken WebP, or cut short"); }

std::vector<std::uint8_t> still(const WebPData& data, const WebPBitstreamFeatures& features) {
  std::vector<std::uint8_t> rgba(4 * pixels_of(features.width, features.height));
  if (WebPDecodeRGBAInto(data.bytes, data.size, rgba.data(), rgba.size(), 4 * features.width) == nullptr)
    fail();
  return rgba;
}

std::vector<std::uint8_t> first_frame(const WebPData& data, const WebPBitstreamFeatures& features) {
  WebPAnimDecoderOptions options;
  if (WebPAnimDecoderOptionsInit(&options) == 0) fail();
  options.color_mode = MODE_RGBA;
  const std::unique_ptr<WebPAnimDecoder, DropDecoder> decoder(WebPAnimDecoderNew(&data, &options));
  std::uint8_t* canvas = nullptr;
  int time = 0;
  if (!decoder || WebPAnimDecoderGetNext(decoder.get(), &canvas, &time) == 0) fail();
  return {canvas, canvas + 4 * pixels_of(features.width, features.height)};
}

int exif_orientation(const WebPData& data) {
  const std::unique_ptr<WebPDemuxer, DropDemuxer> demuxer(WebPDemux(&data));
  WebPChunkIterator chunk;
  if (!demuxer || WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk) == 0) return 1;
  const int orientation =
      orientation_of_block({reinterpret_cast<const char*>(chunk.chunk.bytes), chunk.chunk.size});
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

}  // namespace

DecodedImage decode_webp(std::string_view bytes, const DecodeOptions& options) {
  const WebPData data{unsigned_bytes(bytes), bytes.size()};
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(data.bytes, data.size, &features) != VP8_STATUS_OK) fail();
  // A container may claim a canvas that no picture in it can fill; memory for it is not even asked for.
  if (features.width > WEBP_MAX_DIMENSION || features.height > WEBP_MAX_DIMENSION)
    throw Error("broken WebP: its canvas is " + std::to_string(features.width) + "x" +
                std::to_string(features.height) + "; expected at most " + std::to_string(WEBP_MAX_DIMENSION) +
                " a side");
  require_size(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height));
  const std::vector<std::uint8_t> rgba =
      features.has_animation != 0 ? first_frame(data, features) : still(data, features);
  return upright(on_background(features.width, features.height, rgba, options.background),
                 exif_orientation(data));
}

}  // namespace ganscope
