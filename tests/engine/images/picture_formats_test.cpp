#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/error.hpp"
#include "engine/images/image_decoder.hpp"
#include "engine/images/picture_format.hpp"
#include "support/files.hpp"
#include "support/more_pictures.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

using Rgb = std::array<int, 3>;

Rgb pixel(const DecodedImage& image, int x, int y) {
  const std::size_t at = 3 * static_cast<std::size_t>(y * image.width + x);
  return {image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]};
}

bool close(const Rgb& a, const Rgb& b, int tolerance) {
  for (std::size_t i = 0; i < 3; ++i)
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  return true;
}

/// The middles of the four quarters, as quarters() draws them.
bool is_quarters(const DecodedImage& image, int tolerance = 0) {
  const int w = image.width;
  const int h = image.height;
  return close(pixel(image, w / 4, h / 4), {255, 0, 0}, tolerance) &&
         close(pixel(image, 3 * w / 4, h / 4), {0, 255, 0}, tolerance) &&
         close(pixel(image, w / 4, 3 * h / 4), {0, 0, 255}, tolerance) &&
         close(pixel(image, 3 * w / 4, 3 * h / 4), {255, 255, 255}, tolerance);
}

DecodedImage decode(const std::string& bytes, RgbColour background = {}) {
  return decode_image_bytes(bytes, {.background = background});
}

void refused(const std::string& bytes, const std::string& why) {
  CAPTURE(why);
  CHECK_THROWS_WITH_AS(static_cast<void>(decode(bytes)), doctest::Contains(why.c_str()), Error);
}

std::string tiff_bytes(const std::vector<std::uint8_t>& samples, int width, int height, int channels,
                       const TiffForm& form) {
  const TempDir dir;
  write_tiff(dir / "a.tif", width, height, channels, samples, form);
  return content_of(dir / "a.tif");
}

/// Half transparent grey 200 beside opaque red beside nothing, one row.
RgbaImage see_through() { return {3, 1, {200, 200, 200, 128, 255, 0, 0, 255, 90, 90, 90, 0}}; }

/// What see_through() must look like: 200 a + b (1 - a) with a = 128/255, in the numbers of the file.
void check_see_through(const std::string& bytes, int tolerance) {
  const DecodedImage black = decode(bytes);
  const DecodedImage white = decode(bytes, {255, 255, 255});
  const DecodedImage blue = decode(bytes, {0, 0, 255});
  REQUIRE(black.width == 3);
  CHECK(close(pixel(black, 0, 0), {100, 100, 100}, tolerance));
  CHECK(close(pixel(white, 0, 0), {227, 227, 227}, tolerance));
  CHECK(close(pixel(blue, 0, 0), {100, 100, 227}, tolerance));
  for (const DecodedImage& image : {black, white, blue})
    CHECK(close(pixel(image, 1, 0), {255, 0, 0}, tolerance));
  CHECK(close(pixel(black, 2, 0), {0, 0, 0}, tolerance));
  CHECK(close(pixel(white, 2, 0), {255, 255, 255}, tolerance));
  CHECK(close(pixel(blue, 2, 0), {0, 0, 255}, tolerance));
}

std::string png_bytes(const RgbaImage& image) {
  const TempDir dir;
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(image.width);
  png.height = static_cast<png_uint_32>(image.height);
  png.format = PNG_FORMAT_RGBA;
  png_image_write_to_file(&png, (dir / "a.png").c_str(), 0, image.rgba.data(), 0, nullptr);
  return content_of(dir / "a.png");
}

/// A PNG with a chunk more, right behind its header; checksums of such chunks are not looked at.
std::string with_chunk(std::string png, const std::string& name, const std::string& data) {
  constexpr std::size_t kBehindHeader = 8 + 25;
  std::string length = little(data.size(), 4);
  std::reverse(length.begin(), length.end());
  unsigned long crc = crc32(0, nullptr, 0);
  const std::string body = name + data;
  crc = crc32(crc, reinterpret_cast<const unsigned char*>(body.data()), static_cast<unsigned>(body.size()));
  std::string sum = little(crc, 4);
  std::reverse(sum.begin(), sum.end());
  return png.insert(kBehindHeader, length + body + sum);
}

}  // namespace

TEST_CASE("webp: stills, the first frame of animations, orientation, transparency") {
  const DecodedImage image = quarters(40, 24);
  CHECK(decode(webp_bytes(opaque(image))).rgb == image.rgb);
  CHECK(decode(webp_animation({opaque(image), RgbaImage{40, 24, std::vector<std::uint8_t>(40 * 24 * 4, 99)}}))
            .rgb == image.rgb);
  CHECK(decode(webp_with_orientation(image, 1)).rgb == image.rgb);
  const DecodedImage turned = decode(webp_with_orientation(image, 6));  // stored lying on its left side
  CHECK(turned.width == 24);
  CHECK(close(pixel(turned, 6, 10), {0, 0, 255}, 0));
  CHECK(close(pixel(turned, 18, 10), {255, 0, 0}, 0));
  check_see_through(webp_bytes(see_through()), 1);
}

TEST_CASE("gif: palette, interlaced rows, transparency, a frame smaller than its canvas, the first of many") {
  const GifFrame plain{.width = 40, .height = 24, .indices = quarter_indices(40, 24)};
  CHECK(decode(gif_bytes(40, 24, {plain})).rgb == quarters(40, 24).rgb);
  GifFrame interlaced = plain;
  interlaced.interlaced = true;
  CHECK(decode(gif_bytes(40, 24, {interlaced})).rgb == quarters(40, 24).rgb);
  GifFrame blue = plain;
  blue.indices.assign(blue.indices.size(), 2);
  CHECK(decode(gif_bytes(40, 24, {plain, blue})).rgb == quarters(40, 24).rgb);
  // No white any more: it is see-through.
  GifFrame holes = plain;
  holes.transparent = 3;
  const DecodedImage on_grey = decode(gif_bytes(40, 24, {holes}), {90, 91, 92});
  CHECK(pixel(on_grey, 30, 18) == Rgb{90, 91, 92});
  CHECK(pixel(on_grey, 10, 18) == Rgb{0, 0, 255});
  const GifFrame small{.left = 2, .top = 1, .width = 4, .height = 2, .indices = std::vector<int>(8, 1)};
  const DecodedImage canvas = decode(gif_bytes(10, 6, {small}), {255, 255, 255});
  CHECK(canvas.width == 10);
  CHECK(pixel(canvas, 1, 1) == Rgb{255, 255, 255});
  CHECK(pixel(canvas, 2, 1) == Rgb{0, 255, 0});
  CHECK(pixel(canvas, 5, 2) == Rgb{0, 255, 0});
  CHECK(pixel(canvas, 6, 2) == Rgb{255, 255, 255});
  // A frame beyond its canvas is cut.
  const GifFrame beyond{.left = 8, .top = 5, .width = 4, .height = 2, .indices = std::vector<int>(8, 1)};
  CHECK(pixel(decode(gif_bytes(10, 6, {beyond})), 9, 5) == Rgb{0, 255, 0});
}

TEST_CASE("bmp: 24 and 32 bits, bottom to top and top to bottom") {
  CHECK(decode(bmp_bytes(opaque(quarters(7, 5)))).rgb ==
        quarters(7, 5).rgb);  // rows are filled up to 4 bytes
  CHECK(decode(bmp_bytes(opaque(quarters(8, 6)), 32)).rgb == quarters(8, 6).rgb);
  check_see_through(bmp_bytes(see_through(), 32), 1);
  const RgbaImage pixels = opaque(quarters(10, 6));
  CHECK(decode(bmp_bytes(pixels, 24, /*top_down=*/true)).rgb == quarters(10, 6).rgb);
  CHECK(decode(bmp_bytes(pixels, 32, /*top_down=*/true)).rgb == quarters(10, 6).rgb);
}

TEST_CASE("tiff: 8 and 16 bits, greys, inks, transparency of both kinds, packed or not") {
  const DecodedImage image = quarters(40, 24);
  for (const int compression :
       {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS})
    CHECK(decode(tiff_bytes(image.rgb, 40, 24, 3, {.compression = compression})).rgb == image.rgb);
  CHECK(decode(tiff_bytes(image.rgb, 40, 24, 3, {.bits = 16})).rgb == image.rgb);
  CHECK(decode(tiff_bytes({0, 128, 255, 64}, 2, 2, 1, {.photometric = PHOTOMETRIC_MINISBLACK})).rgb ==
        std::vector<std::uint8_t>{0, 0, 0, 128, 128, 128, 255, 255, 255, 64, 64, 64});
  // No ink, black ink, cyan, yellow.
  const DecodedImage inks = decode(tiff_bytes({0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 255, 0}, 4, 1, 4,
                                              {.photometric = PHOTOMETRIC_SEPARATED}));
  CHECK(close(pixel(inks, 0, 0), {255, 255, 255}, 1));
  CHECK(close(pixel(inks, 1, 0), {0, 0, 0}, 1));
  CHECK(close(pixel(inks, 2, 0), {0, 255, 255}, 1));
  CHECK(close(pixel(inks, 3, 0), {255, 255, 0}, 1));
  check_see_through(tiff_bytes(see_through().rgba, 3, 1, 4, {.extra = EXTRASAMPLE_UNASSALPHA}), 1);
  // Multiplied by the alpha already.
  check_see_through(tiff_bytes({100, 100, 100, 128, 255, 0, 0, 255, 0, 0, 0, 0}, 3, 1, 4,
                               {.extra = EXTRASAMPLE_ASSOCALPHA}),
                    1);
}

TEST_CASE("tiff: greys with an alpha of either kind, 8 and 16 bits, strips and tiles") {
  // 200 half transparent, 90 opaque, 90 not there at all; as multiplied by the alpha they are 100, 90, 0.
  const std::vector<std::uint8_t> plain{200, 128, 90, 255, 90, 0};
  const std::vector<std::uint8_t> multiplied{100, 128, 90, 255, 0, 0};
  const std::vector<std::uint8_t> inverse{55, 128, 165, 255, 165, 0};  // white is 0
  for (const int bits : {8, 16})
    for (const auto& [samples, form] : std::vector<std::pair<std::vector<std::uint8_t>, TiffForm>>{
             {plain, {.photometric = PHOTOMETRIC_MINISBLACK, .extra = EXTRASAMPLE_UNASSALPHA}},
             {multiplied, {.photometric = PHOTOMETRIC_MINISBLACK, .extra = EXTRASAMPLE_ASSOCALPHA}},
             {inverse, {.photometric = PHOTOMETRIC_MINISWHITE, .extra = EXTRASAMPLE_UNASSALPHA}}}) {
      CAPTURE(bits);
      CAPTURE(form.extra);
      CAPTURE(form.photometric);
      TiffForm wide = form;
      wide.bits = bits;
      const std::string bytes = tiff_bytes(samples, 3, 1, 2, wide);
      const DecodedImage black = decode(bytes);
      const DecodedImage blue = decode(bytes, {0, 0, 255});
      CHECK(close(pixel(black, 0, 0), {100, 100, 100}, 1));
      CHECK(close(pixel(blue, 0, 0), {100, 100, 227}, 1));
      CHECK(pixel(black, 1, 0) == Rgb{90, 90, 90});
      CHECK(pixel(blue, 1, 0) == Rgb{90, 90, 90});
      CHECK(pixel(black, 2, 0) == Rgb{0, 0, 0});
      CHECK(pixel(blue, 2, 0) == Rgb{0, 0, 255});
    }
  // Tiles that reach beyond the picture: rows go on where they should.
  std::vector<std::uint8_t> ramp;
  for (int i = 0; i < 20 * 18; ++i)
    ramp.insert(ramp.end(), {static_cast<std::uint8_t>(i % 20 * 5 + i / 20), 255});
  for (const int bits : {8, 16}) {
    CAPTURE(bits);
    const TiffForm form{
        .bits = bits, .photometric = PHOTOMETRIC_MINISBLACK, .extra = EXTRASAMPLE_UNASSALPHA, .tile = 16};
    const DecodedImage read = decode(tiff_bytes(ramp, 20, 18, 2, form));
    for (std::size_t i = 0; i < 20 * 18; ++i) CHECK(read.rgb[3 * i] == ramp[2 * i]);
  }
}

TEST_CASE("tiff: all eight orientations come out upright") {
  // The picture "1 2 / 3 4 / 5 6" (greys) as each orientation stores it: EXIF 2.3, table 6.
  const std::vector<std::uint8_t> upright{10, 20, 30, 40, 50, 60};
  const std::vector<std::vector<std::uint8_t>> stored{{},
                                                      {10, 20, 30, 40, 50, 60},
                                                      {20, 10, 40, 30, 60, 50},
                                                      {60, 50, 40, 30, 20, 10},
                                                      {50, 60, 30, 40, 10, 20},
                                                      {10, 30, 50, 20, 40, 60},
                                                      {20, 40, 60, 10, 30, 50},
                                                      {60, 40, 20, 50, 30, 10},
                                                      {50, 30, 10, 60, 40, 20}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const bool lies = orientation >= 5;
    const DecodedImage read =
        decode(tiff_bytes(stored[static_cast<std::size_t>(orientation)], lies ? 3 : 2, lies ? 2 : 3, 1,
                          {.photometric = PHOTOMETRIC_MINISBLACK, .orientation = orientation}));
    REQUIRE(read.width == 2);
    REQUIRE(read.height == 3);
    for (std::size_t i = 0; i < 6; ++i) CHECK(read.rgb[3 * i] == upright[i]);
  }
}

TEST_CASE("avif: 8 and 10 bits, turned and mirrored, transparency") {
  const DecodedImage image = quarters(40, 24);
  const RgbaImage pixels = opaque(image);
  CHECK(is_quarters(decode(avif_bytes(pixels)), 4));
  CHECK(is_quarters(decode(avif_bytes(pixels, {.depth = 10})), 4));
  // Red is stored at the top left: a quarter anticlockwise brings it to the bottom left.
  const DecodedImage turned = decode(avif_bytes(pixels, {.quarters = 1}));
  CHECK(turned.width == 24);
  CHECK(close(pixel(turned, 6, 30), {255, 0, 0}, 4));
  CHECK(close(pixel(turned, 6, 10), {0, 255, 0}, 4));
  const DecodedImage half = decode(avif_bytes(pixels, {.quarters = 2}));
  CHECK(close(pixel(half, 30, 18), {255, 0, 0}, 4));
  const DecodedImage three = decode(avif_bytes(pixels, {.quarters = 3}));
  CHECK(close(pixel(three, 18, 10), {255, 0, 0}, 4));
  CHECK(close(pixel(decode(avif_bytes(pixels, {.mirror = 1})), 30, 6), {255, 0, 0}, 4));
  CHECK(close(pixel(decode(avif_bytes(pixels, {.mirror = 0})), 10, 18), {255, 0, 0}, 4));
  // Turned to the bottom left, then mirrored left to right.
  CHECK(close(pixel(decode(avif_bytes(pixels, {.quarters = 1, .mirror = 1})), 18, 30), {255, 0, 0}, 4));
  CHECK(close(pixel(decode(avif_bytes(pixels, {.quarters = 3, .mirror = 0})), 18, 30), {255, 0, 0}, 4));
  RgbaImage wide{16, 16, {}};  // a single row is less than AV1 likes
  for (int i = 0; i < 256; ++i) {
    const std::vector<std::uint8_t> all = see_through().rgba;
    const std::ptrdiff_t at = i % 16 < 8 ? 0 : 8;
    wide.rgba.insert(wide.rgba.end(), all.begin() + at, all.begin() + at + 4);
  }
  const std::string bytes = avif_bytes(wide);
  CHECK(close(pixel(decode(bytes), 3, 8), {100, 100, 100}, 4));
  CHECK(close(pixel(decode(bytes, {255, 255, 255}), 3, 8), {227, 227, 227}, 4));
  CHECK(close(pixel(decode(bytes, {0, 0, 255}), 12, 8), {0, 0, 255}, 4));
}

TEST_CASE("png: transparency and the orientation that eXIf says") {
  check_see_through(png_bytes(see_through()), 1);
  const DecodedImage image = quarters(40, 24);
  const std::string exif = exif_segment(6).substr(4 + 6);
  const DecodedImage turned = decode(with_chunk(png_bytes(opaque(image)), "eXIf", exif));
  CHECK(turned.width == 24);
  CHECK(close(pixel(turned, 18, 10), {255, 0, 0}, 0));
}

TEST_CASE("png: a gamma other than sRGB's is applied, as docs/data.md says") {
  const RgbaImage grey{1, 1, {64, 64, 64, 255}};
  CHECK(pixel(decode(png_bytes(grey)), 0, 0) == Rgb{64, 64, 64});
  // gAMA 1.0: the numbers are linear light; 64/255 of it is sRGB 137.
  const std::string linear =
      with_chunk(png_bytes({1, 1, {64, 64, 64, 255}}), "gAMA", std::string("\0\x01\x86\xa0", 4));
  std::string plain = linear;
  const std::size_t srgb = plain.find("sRGB");  // written by libpng, and stronger than gAMA
  if (srgb != std::string::npos) plain.erase(srgb - 4, 13);
  CHECK(close(pixel(decode(plain), 0, 0), {137, 137, 137}, 1));
}

TEST_CASE("pictures that are cut, broken or claim to be huge are refused with a reason") {
  const RgbaImage image = opaque(quarters(64, 64));
  const auto cut = [](const std::string& bytes) { return bytes.substr(0, bytes.size() * 2 / 3); };
  refused(cut(webp_bytes(image)), "broken WebP, or cut short");
  refused(cut(webp_animation({image, image})), "broken WebP, or cut short");
  refused(webp_bytes(image).substr(0, 16), "broken WebP");
  refused(cut(gif_bytes(64, 64, {{.width = 64, .height = 64, .indices = quarter_indices(64, 64)}})),
          "broken GIF: ");
  refused(gif_bytes(64, 64, {}), "broken GIF: it has no picture");
  refused("GIF89a", "broken GIF: ");
  refused(cut(bmp_bytes(image)), "broken BMP: it has ");
  refused(bmp_bytes(image).substr(0, 30), "broken");
  const std::string tiff = tiff_bytes(quarters(64, 64).rgb, 64, 64, 3, {.compression = COMPRESSION_NONE});
  refused(tiff.substr(0, 8), "broken or unusual TIFF: ");
  refused(cut(tiff), "broken or unusual TIFF: ");
  refused(cut(avif_bytes(image)), "broken or unusual AVIF: ");
  refused(avif_bytes(image).substr(0, 40), "broken or unusual AVIF: ");
  // 65,535 x 65,535 in a few bytes.
  std::string gif = gif_bytes(64, 64, {{.width = 1, .height = 1, .indices = {0}}});
  gif.replace(6, 4, "\xff\xff\xff\xff");
  refused(gif, "it has 65535x65535 pixels; expected 1 to 268435456");
  std::string bmp = bmp_bytes(image);
  bmp.replace(18, 8, little(60000, 4) + little(60000, 4));
  refused(bmp, "it has 60000x60000 pixels");
  bmp.replace(18, 8, little(60000, 4) + little(0xffffffffU - 59999, 4));  // top to bottom
  refused(bmp, "it has 60000x60000 pixels");
  bmp.replace(18, 8, little(64, 4) + little(0x80000000U, 4));
  refused(bmp, "broken BMP: its size is 64x-2147483648 pixels");
  bmp.replace(18, 8, little(0xfffffff6U, 4) + little(64, 4));
  refused(bmp, "broken BMP: its size is -10x64 pixels");
  bmp = bmp_bytes(image, 24, /*top_down=*/true);
  refused(cut(bmp), "broken BMP: it has ");
  // A canvas that no picture fills.
  refused(webp_file(webp_canvas(2, 1 << 14, 64) + riff_chunk("ANIM", std::string(6, '\0'))),
          "broken WebP: its canvas is 16384x64");
}

TEST_CASE("formats are told by their first bytes, and those that aren't read are named") {
  CHECK(format_of("BM is how this text begins, no picture") == PictureFormat::other);
  CHECK(format_of("RIFF....WAVEfmt ") == PictureFormat::other);
  refused(std::string("\0\0\0\x18"
                      "ftypheic\0\0\0\0mif1heic",
                      24),
          "it is a HEIC picture, which is not read; expected JPEG");
  refused(std::string("\xff\x0a....", 6), "it is a JPEG XL picture");
  refused("8BPS....", "it is a Photoshop file");
  refused("<?xml version=\"1.0\"?><svg>", "it is an SVG drawing");
  refused("<!doctype html><html>", "it is a web page or XML");
  refused("version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS, whose file was not fetched");
  refused("hello", "it is no picture; expected JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF");
  for (const char* name : {"a.WEBP", "b/c.Tiff", "d.jfif"}) CHECK(has_picture_ending(name));
  for (const char* name : {"a.webp.txt", "png", "a.heic"}) CHECK_FALSE(has_picture_ending(name));
}
