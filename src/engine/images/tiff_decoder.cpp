#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

constexpr tmsize_t kMostMemory = tmsize_t{1} << 29;  ///< of a strip or tile, which a header may claim

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
struct EndImage {
  void operator()(TIFFRGBAImage* image) const { TIFFRGBAImageEnd(image); }
};
struct FreeOptions {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

/// The file for libtiff's calls, and what it found wrong with it.
struct Source {
  std::string_view bytes;
  std::uint64_t at = 0;
  std::array<char, 200> error{};
};

Source& source_of(thandle_t handle) { return *static_cast<Source*>(handle); }

tmsize_t read_bytes(thandle_t handle, void* to, tmsize_t count) {
  Source& source = source_of(handle);
  if (count < 0 || source.at >= source.bytes.size()) return 0;
  const std::size_t got = std::min(static_cast<std::size_t>(count), source.bytes.size() - source.at);
  std::memcpy(to, source.bytes.data() + source.at, got);
  source.at += got;
  return static_cast<tmsize_t>(got);
}
tmsize_t write_nothing(thandle_t /*handle*/, void* /*from*/, tmsize_t /*count*/) { return -1; }
toff_t size_of(thandle_t handle) { return source_of(handle).bytes.size(); }
toff_t seek(thandle_t handle, toff_t offset, int whence) {
  Source& source = source_of(handle);
  const toff_t base = whence == SEEK_CUR ? source.at : whence == SEEK_END ? source.bytes.size() : 0;
  return source.at = base + offset;
}
int keep_open(thandle_t /*handle*/) { return 0; }

/// Keeps the first error; libtiff would print it.
int keep_error(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* format, va_list values) {
  auto& error = static_cast<Source*>(user)->error;
  if (error[0] == '\0') std::vsnprintf(error.data(), error.size(), format, values);
  return 1;
}
int ignore_warning(TIFF* /*tiff*/, void* /*user*/, const char* /*module*/, const char* /*format*/,
                   va_list /*values*/) {
  return 1;
}

[[noreturn]] void fail(const Source& source, const char* otherwise) {
  throw Error(std::string("broken or unusual TIFF: ") +
              (source.error[0] != '\0' ? source.error.data() : otherwise));
}

std::unique_ptr<TIFF, CloseTiff> open(Source& source) {
  const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  if (!options) fail(source, "out of memory");
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostMemory);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_error, &source);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore_warning, nullptr);
  // m: the file is not mapped, as it is in memory already.
  std::unique_ptr<TIFF, CloseTiff> tiff(TIFFClientOpenExt("picture", "rm", &source, read_bytes, write_nothing,
                                                          seek, keep_open, size_of, nullptr, nullptr,
                                                          options.get()));
  if (!tiff) fail(source, "it cannot be opened");
  return tiff;
}

/// A sample of 8 or 16 bits as 8, rounded to the nearest.
unsigned sample_at(const unsigned char* at, int bits) {
  if (bits == 8) return *at;
  std::uint16_t value = 0;  // in this machine's order
  std::memcpy(&value, at, sizeof value);
  return (value + 128U) / 257U;
}

/// Puts greys of 8 or 16 bits, whose next sample is the alpha, into the raster, multiplied by it. libtiff's
/// own way leaves 8-bit greys as they are beside an alpha, whichever kind it is, and 16-bit ones without it.
void put_grey_alpha(TIFFRGBAImage* image, std::uint32_t* raster, std::uint32_t /*x*/, std::uint32_t /*y*/,
                    std::uint32_t width, std::uint32_t height, std::int32_t from_skew, std::int32_t to_skew,
                    unsigned char* samples) {
  const std::ptrdiff_t bytes = image->bitspersample / 8;
  const std::ptrdiff_t step = bytes * image->samplesperpixel;
  const bool whole = image->alpha == EXTRASAMPLE_UNASSALPHA;
  for (std::uint32_t row = 0; row < height; ++row) {
    for (std::uint32_t column = 0; column < width; ++column, samples += step) {
      const unsigned alpha = sample_at(samples + bytes, image->bitspersample);
      const unsigned stored = sample_at(samples, image->bitspersample);
      unsigned grey = whole ? (stored * alpha + 127) / 255 : std::min(stored, alpha);
      if (image->photometric == PHOTOMETRIC_MINISWHITE) grey = alpha - grey;
      *raster++ = grey | grey << 8U | grey << 16U | alpha << 24U;
    }
    samples += step * from_skew;
    raster += to_skew;
  }
}

bool is_grey_with_alpha(const TIFFRGBAImage& image) {
  const bool grey =
      image.photometric == PHOTOMETRIC_MINISBLACK || image.photometric == PHOTOMETRIC_MINISWHITE;
  return grey && image.isContig != 0 && image.alpha != 0 && image.samplesperpixel == 2 &&
         (image.bitspersample == 8 || image.bitspersample == 16);
}

/// Pixels in the order of the file, their colours multiplied by their alpha.
std::vector<std::uint32_t> raster_of(TIFF* tiff, const Source& source) {
  std::array<char, 1024> reason{};
  TIFFRGBAImage image{};
  if (TIFFRGBAImageOK(tiff, reason.data()) == 0 ||
      TIFFRGBAImageBegin(&image, tiff, /*stop_on_error=*/1, reason.data()) == 0)
    fail(source, reason.data());
  const std::unique_ptr<TIFFRGBAImage, EndImage> end(&image);
  // As the file has it: libtiff turns only some of the eight ways, upright() all.
  image.req_orientation = image.orientation;
  if (is_grey_with_alpha(image)) image.put.contig = put_grey_alpha;
  std::vector<std::uint32_t> raster(static_cast<std::size_t>(image.width) * image.height);
  if (TIFFRGBAImageGet(&image, raster.data(), image.width, image.height) == 0) fail(source, "it ends early");
  return raster;
}

}  // namespace

DecodedImage decode_tiff(std::string_view bytes, const DecodeOptions& options) {
  Source source{bytes};
  const auto tiff = open(source);
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t orientation = ORIENTATION_TOPLEFT;
  if (TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0 ||
      TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0)
    fail(source, "it doesn't say how large it is");
  require_size(width, height);
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_ORIENTATION, &orientation);
  std::vector<std::uint32_t> raster = raster_of(tiff.get(), source);
  std::uint8_t* const rgba = reinterpret_cast<std::uint8_t*>(raster.data());
  for (std::size_t i = 0; i < raster.size(); ++i) {
    const std::uint32_t p = raster[i];
    const std::uint8_t pixel[4]{
        static_cast<std::uint8_t>(TIFFGetR(p)), static_cast<std::uint8_t>(TIFFGetG(p)),
        static_cast<std::uint8_t>(TIFFGetB(p)), static_cast<std::uint8_t>(TIFFGetA(p))};
    std::memcpy(rgba + 4 * i, pixel, 4);
  }
  return upright(on_background(static_cast<int>(width), static_cast<int>(height), {rgba, 4 * raster.size()},
                               options.background, /*premultiplied=*/true),
                 orientation);
}

}  // namespace ganscope
