#include "view/scene/contact_sheet.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace ganscope;

namespace {

std::array<int, 3> pixel(const Image& image, int x, int y) {
  const std::size_t at = 3 * static_cast<std::size_t>(y * image.width + x);
  return {image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]};
}

}  // namespace

TEST_CASE("contact sheet: images stand row by row with gaps between them") {
  // Three grey 2 x 1 images.
  const ImageStack images{3, 1, 1, 2, {10, 20, 30, 40, 50, 60}};
  const Image sheet = contact_sheet(images, {.columns = 2, .scale = 2, .gap = 1});
  // Two cells of 4 x 2 a row, gaps of 1, and sides made even.
  CHECK(sheet.width == 12);
  CHECK(sheet.height == 8);
  CHECK(sheet.rgb.size() == 12 * 8 * 3);
  CHECK(pixel(sheet, 1, 1) == std::array{10, 10, 10});
  CHECK(pixel(sheet, 2, 2) == std::array{10, 10, 10});
  CHECK(pixel(sheet, 4, 1) == std::array{20, 20, 20});
  CHECK(pixel(sheet, 6, 1) == std::array{30, 30, 30});
  CHECK(pixel(sheet, 1, 4) == std::array{50, 50, 50});
  const auto ground = pixel(sheet, 0, 0);
  CHECK(pixel(sheet, 5, 1) == ground);
  CHECK(pixel(sheet, 6, 4) == ground);
}

TEST_CASE("contact sheet: colour planes become pixels") {
  const ImageStack images{1, 3, 1, 2, {1, 2, 3, 4, 5, 6}};
  const Image sheet = contact_sheet(images, {.columns = 8, .scale = 1, .gap = 0});
  CHECK(sheet.width == 2);
  CHECK(pixel(sheet, 0, 0) == std::array{1, 3, 5});
  CHECK(pixel(sheet, 1, 0) == std::array{2, 4, 6});
}

TEST_CASE("contact sheet: its images are read back to the bit, grey and colour, at any scale") {
  for (const int channels : {1, 3})
    for (const int scale : {1, 2, 3}) {
      CAPTURE(channels);
      CAPTURE(scale);
      ImageStack images{11, channels, 5, 4, {}};
      for (std::size_t i = 0; i < 11 * images.image_size(); ++i)
        images.values.push_back(static_cast<std::uint8_t>(i * 7));
      const ContactSheetOptions options{.columns = 4, .scale = scale, .gap = 2};
      const Image sheet = contact_sheet(images, options);
      ImageStack like = images;
      like.values.clear();
      CHECK(sheet_images(sheet, like, options) == images);
      like.width = 20;
      CHECK(sheet_images(sheet, like, options).empty());
    }
}
