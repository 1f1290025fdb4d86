#include "engine/images/image_decoder.hpp"

#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/files.hpp"
#include "engine/images/format_decoders.hpp"
#include "engine/images/picture_format.hpp"

namespace ganscope {
namespace {

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{1} << 30;

}  // namespace

DecodedImage decode_image(const std::filesystem::path& path, const DecodeOptions& options) {
  return decode_image_bytes(read_whole_file(path, kMaxBytes), options);
}

DecodedImage decode_image_bytes(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.empty()) throw Error("it is empty");
  switch (format_of(bytes)) {
    case PictureFormat::jpeg:
      return decode_jpeg(bytes, options);
    case PictureFormat::png:
      return decode_png(bytes, options);
    case PictureFormat::webp:
      return decode_webp(bytes, options);
    case PictureFormat::gif:
      return decode_gif(bytes, options);
    case PictureFormat::bmp:
      return decode_bmp(bytes, options);
    case PictureFormat::tiff:
      return decode_tiff(bytes, options);
    case PictureFormat::avif:
      return decode_avif(bytes, options);
    case PictureFormat::other:
      break;
  }
  throw Error(other_format_refusal(bytes));
}

}  // namespace ganscope
