#include "engine/images/image_decoder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/error.hpp"
#include "engine/images/resample.hpp"
#include "support/files.hpp"
#include "support/photographs.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

using Rgb = std::array<int, 3>;

Rgb pixel(const DecodedImage& image, int x, int y) {
  const std::size_t at = 3 * static_cast<std::size_t>(y * image.width + x);
  return {image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]};
}

bool close(const Rgb& a, const Rgb& b, int tolerance = 12) {
  for (std::size_t i = 0; i < 3; ++i)
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  return true;
}

/// The middles of the four quarters, as test::quarters() draws them.
bool is_quarters(const DecodedImage& image) {
  const int w = image.width;
  const int h = image.height;
  return close(pixel(image, w / 4, h / 4), {255, 0, 0}) &&
         close(pixel(image, 3 * w / 4, h / 4), {0, 255, 0}) &&
         close(pixel(image, w / 4, 3 * h / 4), {0, 0, 255}) &&
         close(pixel(image, 3 * w / 4, 3 * h / 4), {255, 255, 255});
}

/// `upright` as a camera stores it: EXIF says where the first stored row and the first stored column
/// are on the upright picture.
DecodedImage stored_as(const DecodedImage& upright, int orientation) {
  enum Side { top, right, bottom, left };
  constexpr std::array<std::pair<Side, Side>, 9> kFirst{{{top, left},
                                                         {top, left},
                                                         {top, right},
                                                         {bottom, right},
                                                         {bottom, left},
                                                         {left, top},
                                                         {right, top},
                                                         {right, bottom},
                                                         {left, bottom}}};
  const auto [first_row, first_column] = kFirst[static_cast<std::size_t>(orientation)];
  const bool swaps = first_row == left || first_row == right;
  DecodedImage out{swaps ? upright.height : upright.width, swaps ? upright.width : upright.height, {}};
  for (int row = 0; row < out.height; ++row)
    for (int column = 0; column < out.width; ++column) {
      int x = 0;
      int y = 0;
      const auto place = [&](Side first, int steps) {
        if (first == top) y = steps;
        if (first == bottom) y = upright.height - 1 - steps;
        if (first == left) x = steps;
        if (first == right) x = upright.width - 1 - steps;
      };
      place(first_row, row);
      place(first_column, column);
      for (const int value : pixel(upright, x, y)) out.rgb.push_back(static_cast<std::uint8_t>(value));
    }
  return out;
}

void fails(const std::filesystem::path& path, const char* why) {
  CAPTURE(path.string());
  CHECK_THROWS_WITH_AS(static_cast<void>(decode_image(path, {.shorter_side = 64})), doctest::Contains(why),
                       Error);
}

}  // namespace

TEST_CASE("image decoder: JPEG and PNG, whatever they are called") {
  const test::TempDir dir;
  const DecodedImage image = test::quarters(40, 24);
  test::write_bytes(dir.path() / "a.png", test::jpeg_bytes(image));
  test::write_png_file(dir.path() / "b.jpg", image);
  for (const char* name : {"a.png", "b.jpg"}) {
    const DecodedImage read = decode_image(dir.path() / name, {.shorter_side = 24});
    CHECK(read.width == 40);
    CHECK(read.height == 24);
    CHECK(is_quarters(read));
  }
  test::write_bytes(dir.path() / "grey.jpg", test::jpeg_bytes(image, 0, true));
  const DecodedImage grey = decode_image(dir.path() / "grey.jpg", {.shorter_side = 24});
  CHECK(close(pixel(grey, 10, 6), {76, 76, 76}));  // red's luma
}

TEST_CASE("image decoder: all eight EXIF orientations come out upright") {
  const test::TempDir dir;
  const DecodedImage upright = test::quarters(48, 32);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const std::filesystem::path path = dir.path() / "a.jpg";
    test::write_bytes(path, test::jpeg_bytes(stored_as(upright, orientation), orientation));
    const DecodedImage read = decode_image(path, {.shorter_side = 32});
    CHECK(read.width == 48);
    CHECK(read.height == 32);
    CHECK(is_quarters(read));
  }
  test::write_bytes(dir.path() / "odd.jpg", test::jpeg_bytes(upright, 9));
  CHECK(is_quarters(decode_image(dir.path() / "odd.jpg", {.shorter_side = 32})));
}

TEST_CASE("image decoder: large JPEGs come smaller, but not smaller than asked") {
  const test::TempDir dir;
  test::write_bytes(dir.path() / "a.jpg", test::jpeg_bytes(test::quarters(800, 600)));
  const DecodedImage small = decode_image(dir.path() / "a.jpg", {.shorter_side = 64});
  CHECK(small.height >= 64);
  CHECK(small.height < 128);
  CHECK(is_quarters(small));
  CHECK(decode_image(dir.path() / "a.jpg", {.shorter_side = 600}).height == 600);
  CHECK(decode_image(dir.path() / "a.jpg", {.shorter_side = 4000}).height == 600);
}

TEST_CASE("image decoder: what cannot be read says why") {
  const test::TempDir dir;
  const std::string jpeg = test::jpeg_bytes(test::quarters(64, 64));
  fails(dir.path() / "missing.jpg", "no such file");
  test::write_bytes(dir.path() / "empty.jpg", "");
  fails(dir.path() / "empty.jpg", "it is empty");
  test::write_bytes(dir.path() / "text.jpg", "not a picture");
  fails(dir.path() / "text.jpg", "it is no picture; expected JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF");
  test::write_bytes(dir.path() / "cut.jpg", jpeg.substr(0, jpeg.size() / 2));
  fails(dir.path() / "cut.jpg", "broken JPEG");
  test::write_bytes(dir.path() / "head.jpg", jpeg.substr(0, 20));
  fails(dir.path() / "head.jpg", "broken JPEG");
  test::write_png_file(dir.path() / "cut.png", test::quarters(64, 64));
  std::filesystem::resize_file(dir.path() / "cut.png", 60);
  fails(dir.path() / "cut.png", "broken PNG");
}

TEST_CASE("fit square: the shorter side is scaled, the middle is kept") {
  // A wide picture, black but for a white square in its middle.
  DecodedImage wide{300, 100, std::vector<std::uint8_t>(300 * 100 * 3, 0)};
  for (int y = 0; y < 100; ++y)
    for (int x = 100; x < 200; ++x)
      for (int c = 0; c < 3; ++c)
        wide.rgb[3 * static_cast<std::size_t>(y * 300 + x) + static_cast<std::size_t>(c)] = 255;
  const std::vector<std::uint8_t> planes = fit_square(wide, 10);
  REQUIRE(planes.size() == 300);
  for (std::size_t i = 0; i < 100; ++i)
    if (i % 10 != 0 && i % 10 != 9) CHECK(planes[i] == 255);
  // Planes: quarters' red is in the first, green in the second, blue in the third.
  const std::vector<std::uint8_t> quarters = fit_square(test::quarters(80, 40), 20);
  CHECK(quarters[0] == 255);
  CHECK(quarters[400] == 0);
  CHECK(quarters[400 + 19] == 255);
  CHECK(quarters[800 + 19 * 20] == 255);
  // Enlarging works too, and averages keep.
  CHECK(fit_square(DecodedImage{1, 1, {10, 20, 30}}, 3)[9] == 20);
  DecodedImage stripes{64, 64, {}};
  for (int i = 0; i < 64 * 64 * 3; ++i) stripes.rgb.push_back(i / 3 % 2 == 0 ? 255 : 0);
  // At the border half a pixel's surroundings are missing.
  for (const std::uint8_t value : fit_square(stripes, 8)) CHECK(std::abs(value - 128) <= 6);
}

TEST_CASE("fit square: a line of pixels costs no more than its middle") {
  // A ramp, so that the middle tells where it was cut; the whole of it scaled would be 64 x 640,000,000.
  for (const int length : {10000000, 9999999}) {
    CAPTURE(length);
    for (const bool lies : {false, true}) {
      DecodedImage line{lies ? length : 1, lies ? 1 : length, {}};
      line.rgb.assign(3 * static_cast<std::size_t>(length), 255);
      for (int i = -10; i <= 10; ++i)
        for (int c = 0; c < 3; ++c)
          line.rgb[static_cast<std::size_t>(3 * (length / 2 + i) + c)] =
              static_cast<std::uint8_t>(100 + 10 * i);
      const std::vector<std::uint8_t> planes = fit_square(line, 64);
      REQUIRE(planes.size() == 3 * 64 * 64);
      // The middle square: of an odd length the middle pixel, of an even one half of each of the two.
      const int middle = length % 2 == 1 ? 100 : 95;
      CHECK(std::abs(planes[static_cast<std::size_t>(lies ? 32 : 64 * 32)] - middle) <= 1);
      CHECK(std::abs(planes[0] - (middle - 5)) <= 1);
      CHECK(std::abs(planes[64 * 64 - 1] - (middle + 5)) <= 1);
    }
  }
}

TEST_CASE("fit square: up to eight times as long as wide, all of a picture is scaled as it was") {
  for (const auto& [width, height] : {std::pair{40, 30}, {30, 40}, {20, 159}, {17, 17}, {159, 20}}) {
    CAPTURE(width);
    DecodedImage image{width, height, {}};
    for (int i = 0; i < 3 * width * height; ++i) image.rgb.push_back(static_cast<std::uint8_t>(i * 37 % 251));
    const int shorter = std::min(width, height);
    const PlaneSize to{static_cast<int>(std::lround(16.0 * width / shorter)),
                       static_cast<int>(std::lround(16.0 * height / shorter))};
    const std::vector<std::uint8_t> planes = fit_square(image, 16);
    for (std::size_t c = 0; c < 3; ++c) {
      std::vector<float> plane;
      for (std::size_t i = c; i < image.rgb.size(); i += 3) plane.push_back(image.rgb[i]);
      const std::vector<float> scaled = resample(plane, {width, height}, to);
      for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x) {
          const int from = ((to.height - 16) / 2 + y) * to.width + (to.width - 16) / 2 + x;
          CHECK(planes[c * 256 + static_cast<std::size_t>(16 * y + x)] ==
                std::lround(scaled[static_cast<std::size_t>(from)]));
        }
    }
  }
}
