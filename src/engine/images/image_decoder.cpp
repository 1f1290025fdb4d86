#include "engine/images/image_decoder.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "core/error.hpp"
#include "engine/images/format_decoders.hpp"
#include "engine/images/picture_format.hpp"
#include "engine/images/resample.hpp"

namespace ganscope {
namespace {

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{1} << 30;

std::string read_file(const std::filesystem::path& path) {
  std::error_code code;
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (!code && size > kMaxBytes)
    throw Error("it has " + std::to_string(size) + " bytes; expected at most " + std::to_string(kMaxBytes));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(errno != 0 ? std::strerror(errno) : "it cannot be opened");
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) throw Error("reading failed");
  return bytes;
}

}  // namespace

DecodedImage decode_image(const std::filesystem::path& path, const DecodeOptions& options) {
  return decode_image_bytes(read_file(path), options);
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

std::vector<std::uint8_t> fit_square(const DecodedImage& image, int size) {
  const double factor = static_cast<double>(size) / std::min(image.width, image.height);
  const int width = std::max(size, static_cast<int>(std::lround(image.width * factor)));
  const int height = std::max(size, static_cast<int>(std::lround(image.height * factor)));
  const auto left = static_cast<std::size_t>((width - size) / 2);
  const auto top = static_cast<std::size_t>((height - size) / 2);
  const auto side = static_cast<std::size_t>(size);
  std::vector<std::uint8_t> planes;
  planes.reserve(3 * side * side);
  std::vector<float> plane(image.rgb.size() / 3);
  for (std::size_t c = 0; c < 3; ++c) {  // one at a time: floats of a large photograph are many
    for (std::size_t i = 0; i < plane.size(); ++i) plane[i] = static_cast<float>(image.rgb[3 * i + c]);
    const std::vector<float> scaled = resample(plane, {image.width, image.height}, {width, height});
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x)
        planes.push_back(static_cast<std::uint8_t>(
            std::lround(scaled[(top + y) * static_cast<std::size_t>(width) + left + x])));
  }
  return planes;
}

}  // namespace ganscope
