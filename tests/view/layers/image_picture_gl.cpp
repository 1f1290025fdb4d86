#include "view/layers/image_picture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_pictures.hpp"
#include "view/scene/grey_maps.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

ImagePictureOptions choice(const ImagePictureChoice& chosen, ThemeKind theme = ThemeKind::dark) {
  return {chosen, theme, 1};
}

Image drawn(const ImageFrame& frame, TourLayout layout, const ImagePictureOptions& options, int width,
            int height) {
  ImagePicture picture;
  const RenderTarget target(width, height);
  picture.draw(frame, layout, options, target);
  return target.read();
}

PicturePtr grey(int width, int height, std::vector<std::uint8_t> values) {
  return std::make_shared<Picture>(Picture{width, height, 1, std::move(values)});
}

ImageFrame of(const PicturePtr& picture) {
  ImageFrame frame;
  frame.image = picture;
  return frame;
}

int level(const Image& image, int x, int y) {
  return static_cast<int>(std::lround(255 * pixel(image, x, y).g));
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "nearest shows the model's own pixels, top row at the top") {
  const Image image = drawn(of(grey(2, 2, {0, 80, 160, 255})), TourLayout::tour,
                            choice({.magnification = Magnification::nearest}), 64, 64);
  CHECK(level(image, 0, 0) == 0);
  CHECK(level(image, 31, 31) == 0);
  CHECK(level(image, 32, 0) == 80);
  CHECK(level(image, 63, 31) == 80);
  CHECK(level(image, 0, 32) == 160);
  CHECK(level(image, 63, 63) == 255);
}

TEST_CASE_FIXTURE(GlTest,
                  "bilinear goes straight from texel to texel and stands still beyond the last centre") {
  const Image image = drawn(of(grey(2, 1, {0, 200})), TourLayout::tour,
                            choice({.magnification = Magnification::bilinear}), 80, 40);
  CHECK(level(image, 5, 20) == 0);
  CHECK(level(image, 75, 20) == 200);
  CHECK(std::abs(level(image, 40, 20) - 100) <= 3);
  CHECK(std::abs(level(image, 30, 20) - 53) <= 4);
}

TEST_CASE_FIXTURE(GlTest,
                  "bicubic passes the texels' own values and is smoother than straight lines between") {
  const std::vector<std::uint8_t> values{0, 0, 200, 255, 90, 40, 40, 40};
  const Image image = drawn(of(grey(8, 1, values)), TourLayout::tour, {}, 808, 101);
  for (int i = 0; i < 8; ++i)
    CHECK(std::abs(level(image, 101 * i + 50, 50) - values[static_cast<std::size_t>(i)]) <= 2);
  // Between 0, 0, 200, 255 Catmull and Rom say (-0 + 9 * 0 + 9 * 200 - 255) / 16.
  CHECK(std::abs(level(image, 202, 50) - 97) <= 4);
}

TEST_CASE_FIXTURE(GlTest, "an image larger than its place is averaged, not sampled") {
  std::vector<std::uint8_t> checks;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) checks.push_back((x + y) % 2 == 0 ? 0 : 255);
  for (const Magnification m : {Magnification::nearest, Magnification::bilinear, Magnification::bicubic}) {
    const Image image =
        drawn(of(grey(64, 64, checks)), TourLayout::tour, choice({.magnification = m}), 16, 16);
    for (const glm::ivec2 at : {glm::ivec2(3, 3), glm::ivec2(8, 12)})
      CHECK(std::abs(level(image, at.x, at.y) - 127) <= 2);
  }
}

TEST_CASE_FIXTURE(GlTest, "grey images take the colours of the map, colour images keep theirs") {
  for (const GreyMap map : {GreyMap::inverted, GreyMap::ember, GreyMap::lagoon}) {
    const Image image = drawn(of(grey(1, 1, {140})), TourLayout::tour, choice({.colours = map}), 32, 32);
    CHECK(levels_apart(pixel(image, 16, 16), grey_colour(140 / 255.f, map)) <= 2);
  }
  const auto red = std::make_shared<Picture>(Picture{1, 1, 3, {200, 30, 10}});
  const Image image = drawn(of(red), TourLayout::tour, choice({.colours = GreyMap::ember}), 32, 32);
  CHECK(levels_apart(pixel(image, 16, 16), {200 / 255.f, 30 / 255.f, 10 / 255.f, 1}) <= 1);
}

TEST_CASE_FIXTURE(GlTest, "no cell of a grid bleeds into the next, missing ones stay empty") {
  ImageFrame frame;
  frame.grid = {2,
                2,
                {grey(4, 4, std::vector<std::uint8_t>(16, 255)), grey(4, 4, std::vector<std::uint8_t>(16, 0)),
                 grey(4, 4, std::vector<std::uint8_t>(16, 0)), nullptr}};
  const ImagePictureOptions options;
  const Image image = drawn(frame, TourLayout::grid, options, 100, 100);
  const CellGrid grid = ImagePicture::grid_place(frame, options, {{0, 0}, {100, 100}});
  const auto all_are = [&](int row, int column, int wanted) {
    const Rect cell = grid.cell(row, column);
    for (int y = static_cast<int>(cell.min.y); y < static_cast<int>(cell.max.y); ++y)
      for (int x = static_cast<int>(cell.min.x); x < static_cast<int>(cell.max.x); ++x)
        if (level(image, x, y) != wanted) return false;
    return true;
  };
  CHECK(all_are(0, 0, 255));
  CHECK(all_are(0, 1, 0));
  CHECK(all_are(1, 0, 0));
  const Rect empty = grid.cell(1, 1);
  CHECK(levels_apart(pixel(image, static_cast<int>(empty.min.x) + 3, static_cast<int>(empty.min.y) + 3),
                     theme(ThemeKind::dark).panel_raised) <= 1);
  CHECK(grid.gap == 2);
}

TEST_CASE_FIXTURE(GlTest,
                  "a new picture replaces the old one, of another size too, and goes when it is gone") {
  ImagePicture picture;
  const RenderTarget target(32, 32);
  const auto shown = [&](const ImageFrame& frame) {
    picture.draw(frame, TourLayout::tour, {}, target);
    return level(target.read(), 16, 16);
  };
  CHECK(shown(of(grey(2, 2, {10, 10, 10, 10}))) == 10);
  CHECK(shown(of(grey(2, 2, {90, 90, 90, 90}))) == 90);
  CHECK(shown(of(grey(1, 1, {200}))) == 200);
  CHECK(shown({}) == static_cast<int>(std::lround(255 * theme(ThemeKind::dark).picture.g)));
}

TEST_CASE_FIXTURE(GlTest, "golden: the layouts of a recording") {
  const ImageFrame frame = sample_image_frame();
  check_golden("image/tour", drawn(frame, TourLayout::tour, {}, 240, 240));
  check_golden("image/tour_nearest_ember",
               drawn(sample_grey_frame(), TourLayout::tour,
                     choice({.magnification = Magnification::nearest, .colours = GreyMap::ember}), 240, 240));
  check_golden("image/strip", drawn(frame, TourLayout::strip, {}, 360, 420));
  check_golden("image/grid_light", drawn(frame, TourLayout::grid, choice({}, ThemeKind::light), 320, 260));
}
