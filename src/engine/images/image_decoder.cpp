#include "engine/images/image_decoder.hpp"

#include <libexif/exif-data.h>
#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "engine/images/resample.hpp"

namespace ganscope {
namespace {

constexpr std::uint64_t kMaxPixels = std::uint64_t{1} << 28;
constexpr std::string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpegStart("\xff\xd8\xff", 3);

std::string read_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(errno != 0 ? std::strerror(errno) : "it cannot be opened");
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) throw Error("reading failed");
  return bytes;
}

const unsigned char* unsigned_bytes(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

void require_size(std::uint64_t width, std::uint64_t height) {
  if (width < 1 || height < 1 || width * height > kMaxPixels)
    throw Error("it has " + std::to_string(width) + "x" + std::to_string(height) + " pixels; expected 1 to " +
                std::to_string(kMaxPixels));
}

/// EXIF's orientation, 1 to 8; 1 where the file doesn't say.
int orientation_of(const std::string& bytes) {
  const auto drop = [](ExifData* data) { exif_data_unref(data); };
  const std::unique_ptr<ExifData, decltype(drop)> data(
      exif_data_new_from_data(unsigned_bytes(bytes), static_cast<unsigned>(bytes.size())), drop);
  if (!data) return 1;
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2)
    return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/// Undoes an EXIF orientation: 2 to 4 mirror or turn by half, 5 to 8 also swap the axes.
DecodedImage upright(DecodedImage image, int orientation) {
  if (orientation == 1) return image;
  const bool swaps = orientation >= 5;
  const int w = image.width;
  const int h = image.height;
  DecodedImage out{swaps ? h : w, swaps ? w : h, std::vector<std::uint8_t>(image.rgb.size())};
  // Where the stored column and row come from, for each place of the upright picture.
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const int along = swaps ? y : x;
      const int down = swaps ? x : y;
      const int column = from_right ? w - 1 - along : along;
      const int row = from_bottom ? h - 1 - down : down;
      const std::size_t from = 3 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(w) +
                                    static_cast<std::size_t>(column));
      const std::size_t to = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                                  static_cast<std::size_t>(x));
      std::copy_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(from), 3,
                  out.rgb.begin() + static_cast<std::ptrdiff_t>(to));
    }
  return out;
}

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

DecodedImage decode_jpeg(const std::string& bytes, int shorter_side) {
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
  const tjscalingfactor scale = scale_for(width, height, shorter_side);
  DecodedImage image{TJSCALED(width, scale), TJSCALED(height, scale), {}};
  const std::size_t pixels = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
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

DecodedImage decode_png(const std::string& bytes) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  const auto drop = [](png_image* image) { png_image_free(image); };
  const std::unique_ptr<png_image, decltype(drop)> guard(&png, drop);
  const auto fail = [&] { throw Error(std::string("broken PNG: ") + png.message); };
  if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) fail();
  require_size(png.width, png.height);
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // 16-bit files without a gamma are not linear light
  png.format = PNG_FORMAT_RGB;
  DecodedImage image{static_cast<int>(png.width), static_cast<int>(png.height),
                     std::vector<std::uint8_t>(PNG_IMAGE_SIZE(png))};
  const png_color black{0, 0, 0};
  if (png_image_finish_read(&png, &black, image.rgb.data(), 0, nullptr) == 0) fail();
  return image;
}

}  // namespace

DecodedImage decode_image(const std::filesystem::path& path, int shorter_side) {
  const std::string bytes = read_file(path);
  if (bytes.empty()) throw Error("it is empty");
  if (bytes.starts_with(kPngSignature)) return decode_png(bytes);
  if (bytes.starts_with(kJpegStart)) return decode_jpeg(bytes, shorter_side);
  throw Error("it is neither a JPEG nor a PNG");
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
        planes.push_back(
            static_cast<std::uint8_t>(std::lround(scaled[(top + y) * static_cast<std::size_t>(width) + left + x])));
  }
  return planes;
}

}  // namespace ganscope
