#include <turbojpeg.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

/// The smallest of libjpeg-turbo's factors that keeps the shorter side.
tjscalingfactor scale_for(int width, int height, int shorter_side) {
  int count = 0;
  const tjscalingfactor* factors = tjGetScalingFactors(&count);
  tjscalingfactor best{1, 1};
  for (int i = 0; i < count; ++i) {
    const tjscalingfactor factor = factors[i];
    const bool enough = TJSCALED(std::min(width, height), factor) >= shorter_side;
    if (enough && factor.num * best.denom < best.num * factor.denom) best = factor;
  }
  return best;
}

}  // namespace

DecodedImage decode_jpeg(std::string_view bytes, const DecodeOptions& options) {
  const auto drop = [](tjhandle handle) { tjDestroy(handle); };
  const std::unique_ptr<void, decltype(drop)> handle(tjInitDecompress(), drop);
  if (!handle) throw Error("libjpeg-turbo cannot start");
  const auto fail = [&] { throw Error(std::string("broken JPEG: ") + tjGetErrorStr2(handle.get())); };
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(handle.get(), unsigned_bytes(bytes), bytes.size(), &width, &height, &subsampling,
                          &colours) != 0)
    fail();
  if (width < 1 || height < 1) throw Error("broken JPEG: it ends before its picture");
  require_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height));
  const tjscalingfactor scale =
      options.shorter_side > 0 ? scale_for(width, height, options.shorter_side) : tjscalingfactor{1, 1};
  DecodedImage image{TJSCALED(width, scale), TJSCALED(height, scale), {}};
  const std::size_t pixels = pixels_of(image.width, image.height);
  const bool four_inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
  std::vector<std::uint8_t> decoded(pixels * (four_inks ? 4 : 3));
  // A cut or damaged stream is only a warning to libjpeg; its grey rest is no photograph.
  if (tjDecompress2(handle.get(), unsigned_bytes(bytes), bytes.size(), decoded.data(), image.width, 0,
                    image.height, four_inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_STOPONWARNING) != 0)
    fail();
  if (!four_inks) {
    image.rgb = std::move(decoded);
  } else {  // Adobe's files hold the inks inverted: 255 is no ink
    image.rgb.resize(pixels * 3);
    for (std::size_t i = 0; i < pixels; ++i)
      for (std::size_t c = 0; c < 3; ++c)
        image.rgb[3 * i + c] = static_cast<std::uint8_t>(decoded[4 * i + c] * decoded[4 * i + 3] / 255);
  }
  return upright(std::move(image), orientation_of(bytes));
}

}  // namespace ganscope
