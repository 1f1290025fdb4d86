#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "support/gl_fixture.hpp"
#include "view/scene/colour_maps.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr std::array kThemes{ThemeKind::dark, ThemeKind::light};

ToyFrame plain_frame() {
  ToyFrame frame;
  frame.bounds = {{-2, -2}, {2, 2}};
  return frame;
}

ToyFramePtr shared(ToyFrame frame) { return std::make_shared<const ToyFrame>(std::move(frame)); }

/// A field over [-8, 8]^2 whose answer is `f` of the cell's centre.
template <class F>
ToyFrame field_frame(F f) {
  constexpr int kCells = 64;
  ToyFrame frame = plain_frame();
  frame.field.columns = frame.field.rows = kCells;
  frame.field.bounds = {{-8, -8}, {8, 8}};
  for (int row = 0; row < kCells; ++row)
    for (int column = 0; column < kCells; ++column)
      frame.field.answer.push_back(f(glm::vec2(-8 + 0.25f * (static_cast<float>(column) + 0.5f),
                                               -8 + 0.25f * (static_cast<float>(row) + 0.5f))));
  return frame;
}

/// Where a data point lies in a picture of this size: the pixel that holds it.
glm::ivec2 pixel_of(const ToyFrame& frame, glm::vec2 data, int width, int height,
                    const ToyPicture::Options& options = {}) {
  const glm::vec2 at = ToyPicture::camera(frame, {width, height}, options).to_pixel(data);
  return {static_cast<int>(std::floor(at.x)), static_cast<int>(std::floor(at.y))};
}

/// The data point at a pixel's centre.
glm::vec2 data_at(const ToyFrame& frame, int x, int y, int width, int height) {
  return ToyPicture::camera(frame, {width, height}, {})
      .to_data({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f});
}

/// Pixels that are not `ground`, and the rectangle around them.
struct Inked {
  int count = 0;
  glm::ivec2 min{1 << 20, 1 << 20};
  glm::ivec2 max{-1, -1};
};
Inked inked(const Image& image, Colour ground) {
  Inked out;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      if (levels_apart(pixel(image, x, y), ground) > 1.5f) {
        ++out.count;
        out.min = {std::min(out.min.x, x), std::min(out.min.y, y)};
        out.max = {std::max(out.max.x, x), std::max(out.max.y, y)};
      }
  return out;
}

/// `frame` with only `layers` drawn 200 x 160 on the dark ground.
Inked inked_by(const ToyFrame& frame, std::initializer_list<LayerId> layers) {
  return inked(draw_picture(shared(frame), only(layers), 200, 160), theme(ThemeKind::dark).picture);
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "the field shows field_colour of the answer at every pixel") {
  const auto f = [](glm::vec2 p) { return std::clamp(0.5f + 0.2f * p.x + 0.05f * p.y, 0.f, 1.f); };
  const ToyFrame frame = field_frame(f);
  for (const ThemeKind kind : kThemes) {
    ToyPicture::Options options = only({LayerId::field});
    options.theme = kind;
    const Image image = draw_picture(shared(frame), options, 320, 240);
    float worst = 0;
    for (int y = 3; y < 240; y += 13)
      for (int x = 2; x < 320; x += 7) {
        const float expected = f(data_at(frame, x, y, 320, 240));
        // The interpolation rounds the corners where the ramp is cut off.
        if (expected < 0.06f || expected > 0.94f) continue;
        worst = std::max(worst, levels_apart(pixel(image, x, y), field_colour(expected, theme(kind))));
      }
    CHECK(worst <= 2.f);
    CHECK(worst > 0.f);  // 8-bit pixels never hit all of them
  }
}

TEST_CASE_FIXTURE(GlTest, "the ends and the middle of the field have their own colours") {
  for (const ThemeKind kind : kThemes)
    for (const float answer : {0.f, 0.5f, 1.f}) {
      ToyPicture::Options options = only({LayerId::field});
      options.theme = kind;
      const Image image =
          draw_picture(shared(field_frame([&](glm::vec2) { return answer; })), options, 64, 64);
      CAPTURE(answer);
      for (const glm::ivec2 at : {glm::ivec2(0, 0), glm::ivec2(31, 17), glm::ivec2(63, 63)})
        CHECK(levels_apart(pixel(image, at.x, at.y), field_colour(answer, theme(kind))) <= 1.1f);
    }
}

TEST_CASE_FIXTURE(GlTest, "a slow ramp of the field is dithered, not banded") {
  const ToyFrame frame = field_frame([](glm::vec2 p) { return 0.7f + 0.004f * p.x; });
  const Image image = draw_picture(shared(frame), only({LayerId::field}), 400, 100);
  // A band is a column of one colour; where a level ends, both neighbours mix instead.
  int mixed = 0;
  for (int x = 0; x < 400; ++x) {
    bool differs = false;
    for (int y = 1; y < 100; ++y) differs |= !(pixel(image, x, y) == pixel(image, x, 0));
    mixed += differs ? 1 : 0;
  }
  CHECK(mixed > 200);
}

TEST_CASE_FIXTURE(GlTest, "the decision line runs where the answer is one half") {
  const ToyFrame frame =
      field_frame([](glm::vec2 p) { return std::clamp(0.5f + 0.3f * (p.x - 0.4f), 0.f, 1.f); });
  const Image image = draw_picture(shared(frame), only({LayerId::decision}), 200, 160);
  const Theme& t = theme(ThemeKind::dark);
  const Inked ink = inked(image, t.picture);
  const float expected = ToyPicture::camera(frame, {200, 160}, {}).to_pixel({0.4f, 0}).x;
  CHECK(std::abs(0.5f * static_cast<float>(ink.min.x + ink.max.x + 1) - expected) <= 1.f);
  CHECK(ink.max.x - ink.min.x < 4);
  CHECK(ink.min.y == 0);  // from edge to edge
  CHECK(ink.max.y == 159);
}

TEST_CASE_FIXTURE(GlTest, "a generated sample's pixel has the colour of its latent") {
  for (const ThemeKind kind : kThemes)
    for (const glm::vec2 chart : {glm::vec2(0.1f, 0.2f), glm::vec2(0.9f, 0.8f), glm::vec2(0.5f, 0.5f)}) {
      ToyFrame frame = plain_frame();
      frame.generated = {{0.7f, -1.1f}};
      frame.chart = {chart};
      ToyPicture::Options options = only({LayerId::generated});
      options.theme = kind;
      const Image image = draw_picture(shared(frame), options, 320, 240);
      const glm::ivec2 at = pixel_of(frame, frame.generated[0], 320, 240);
      CHECK(levels_apart(pixel(image, at.x, at.y), latent_colour(chart, theme(kind))) <= 1.f);
      const Inked ink = inked(image, theme(kind).picture);
      CHECK(ink.max.x - ink.min.x + 1 >= 5);  // never a speck
      CHECK(ink.max.x - ink.min.x + 1 <= 9);
    }
}

TEST_CASE_FIXTURE(GlTest, "a real sample is a neutral ring: line around, ground inside") {
  for (const ThemeKind kind : kThemes) {
    ToyFrame frame = plain_frame();
    frame.real = {{0, 0}};
    ToyPicture::Options options = only({LayerId::real});
    options.theme = kind;
    options.scale = 3;  // room between the lines
    const Image image = draw_picture(shared(frame), options, 101, 101);
    const Theme& t = theme(kind);
    CHECK(levels_apart(pixel(image, 50, 50), t.picture) <= 1.f);
    const Colour line = pixel(image, 50 + 6, 50);
    CHECK(levels_apart(line, t.picture) > 60.f);
    CHECK(std::max({line.r, line.g, line.b}) - std::min({line.r, line.g, line.b}) < 0.12f);
  }
}

TEST_CASE_FIXTURE(GlTest, "pixels are square: a circle stays one in wide and in tall pictures") {
  ToyFrame frame = plain_frame();
  for (int i = 0; i < 720; ++i) {
    const float turn = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / 720;
    frame.generated.emplace_back(1.5f * std::cos(turn), 1.5f * std::sin(turn));
    frame.chart.emplace_back(0.5f, 0.5f);
  }
  for (const glm::ivec2 size : {glm::ivec2(640, 240), glm::ivec2(240, 640), glm::ivec2(300, 300)}) {
    const Inked ink = inked(draw_picture(shared(frame), only({LayerId::generated}), size.x, size.y),
                            theme(ThemeKind::dark).picture);
    const glm::ivec2 extent = ink.max - ink.min;
    CHECK(std::abs(extent.x - extent.y) <= 1);
    CHECK(extent.x > 0.7 * std::min(size.x, size.y));
    // And in the middle.
    CHECK(std::abs(ink.min.x + ink.max.x + 1 - size.x) <= 1);
    CHECK(std::abs(ink.min.y + ink.max.y + 1 - size.y) <= 1);
  }
}

TEST_CASE_FIXTURE(GlTest, "zoom and pan move samples to where the camera says") {
  ToyFrame frame = plain_frame();
  frame.generated = {{0.5f, 0.25f}};
  frame.chart = {{0.3f, 0.7f}};
  ToyPicture::Options options = only({LayerId::generated});
  options.zoom = 2.5f;
  options.pan = {0.4f, -0.2f};
  const glm::ivec2 at = pixel_of(frame, frame.generated[0], 320, 240, options);
  const Image image = draw_picture(shared(frame), options, 320, 240);
  CHECK(levels_apart(pixel(image, at.x, at.y), latent_colour({0.3f, 0.7f}, theme(ThemeKind::dark))) <= 1.f);
  CHECK(at != pixel_of(frame, frame.generated[0], 320, 240));
}

TEST_CASE_FIXTURE(GlTest, "the inset shows each latent in its colour, v upwards") {
  ToyFrame frame = plain_frame();
  frame.mesh.chart = frame.mesh.position = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  frame.mesh.triangles = {0, 1, 2, 0, 2, 3};
  frame.mesh.triangle_mass = {0.5f, 0.5f};
  const Image image = draw_inset(shared(frame), {}, 150);
  const Theme& t = theme(ThemeKind::dark);
  Camera2D camera;
  camera.bounds = {{0, 0}, {1, 1}};
  camera.size = {150, 150};
  camera.margin = 10;
  for (const glm::vec2 chart : {glm::vec2(0.02f, 0.02f), glm::vec2(0.98f, 0.02f), glm::vec2(0.02f, 0.98f)}) {
    const glm::vec2 at = camera.to_pixel(chart);
    const Colour shown = pixel(image, static_cast<int>(at.x), static_cast<int>(at.y));
    const Colour wanted = latent_colour(chart, t);
    const auto over = [](float top, float below) { return 0.85f * top + 0.15f * below; };
    CHECK(levels_apart(
              shown, {over(wanted.r, t.panel.r), over(wanted.g, t.panel.g), over(wanted.b, t.panel.b)}) < 8);
  }
  CHECK(levels_apart(pixel(image, 2, 2), t.panel) <= 1.f);  // the margin
}

TEST_CASE_FIXTURE(GlTest, "positions that are no numbers draw nothing and disturb nothing") {
  ToyFrame broken = plain_frame();
  broken.generated = broken.real = {{kNan, 0}, {0, kInfinity}, {-kInfinity, kNan}, {1e30f, -1e30f}};
  broken.chart.assign(4, {0.5f, 0.5f});
  broken.mesh.chart = {{0, 0}, {1, 0}, {1, 1}};
  broken.mesh.position = {{kNan, 0}, {kInfinity, 0}, {0, kNan}};
  broken.mesh.triangles = {0, 1, 2};
  broken.mesh.triangle_mass = {1};
  broken.mesh.lines = {0, 1, 1, 2};
  broken.mesh.points = {0, 1, 2};
  broken.gradients = {{{kNan, 0}, {0, 0}, {0, 1}}, {{1, 1}, {kNan, 1}, {kInfinity, 0}}};
  broken.trails = {{{0.5f, 0.5f}}, {{{0, 0}, {kNan, 0}, {kInfinity, 1}}}};
  for (const LayerInfo& layer : layer_list()) {
    CAPTURE(layer.name);
    CHECK(inked_by(broken, {layer.id}).count == 0);
  }
  // The ones beside them still show.
  ToyFrame mixed = broken;
  mixed.generated.push_back({0.5f, 0.5f});
  mixed.chart.push_back({0.2f, 0.2f});
  const Inked ink = inked_by(mixed, {LayerId::generated});
  CHECK(ink.count > 15);
  CHECK(ink.max.x - ink.min.x < 10);
}

TEST_CASE_FIXTURE(GlTest, "answers that are no numbers show as undecided") {
  const auto f = [](glm::vec2 p) { return p.x < 0 ? kNan : 1.f; };
  const Image image = draw_picture(shared(field_frame(f)), only({LayerId::field}), 200, 160);
  CHECK(levels_apart(pixel(image, 40, 80), field_colour(0.5f, theme(ThemeKind::dark))) <= 1.1f);
  CHECK(levels_apart(pixel(image, 160, 80), field_colour(1.f, theme(ThemeKind::dark))) <= 1.1f);
}

TEST_CASE_FIXTURE(GlTest,
                  "a field that ends within the picture fades into the ground, one that fills it does not") {
  const ToyFrame frame = field_frame([](glm::vec2) { return 1.f; });
  for (const ThemeKind kind : kThemes) {
    ToyPicture::Options options = only({LayerId::field, LayerId::decision});
    options.theme = kind;
    options.zoom = 0.125f;  // 32 data units across 160 pixels: the field is 80 wide and high
    const Image image = draw_picture(shared(frame), options, 160, 160);
    const Colour ground = theme(kind).picture;
    const float full = levels_apart(field_colour(1, theme(kind)), ground);
    CHECK(levels_apart(pixel(image, 80, 80), field_colour(1, theme(kind))) <= 1.5f);
    CHECK(levels_apart(pixel(image, 10, 80), ground) <= 1.5f);
    float before = levels_apart(pixel(image, 38, 80), ground);
    for (int x = 39; x < 80; ++x) {  // from outside to the middle no step that could be an edge
      const float now = levels_apart(pixel(image, x, 80), ground);
      CHECK(std::abs(now - before) < 0.3f * full + 1.5f);
      before = now;
    }
    options.zoom = 1;
    const Image filled = draw_picture(shared(frame), options, 160, 160);
    CHECK(levels_apart(pixel(filled, 0, 80), field_colour(1, theme(kind))) <= 1.5f);
  }
}

TEST_CASE_FIXTURE(GlTest, "1-D: arrows and trails are drawn above the data axis, arrows small") {
  ToyFrame frame = plain_frame();
  frame.data_dims = 1;
  frame.gradients = {{{0.1f, 0}, {0.11f, 0}}, {{1, 0}, {1, 0}}};
  const float axis = ToyPicture::camera(frame, {200, 160}, {}).to_pixel({0, 0}).y;
  const Inked arrow = inked_by(frame, {LayerId::gradients});
  CHECK(arrow.count > 5);
  CHECK(static_cast<float>(arrow.max.y) < axis);
  CHECK(arrow.max.y - arrow.min.y <= 12);
  CHECK(arrow.max.x - arrow.min.x <= 20);
  frame.trails = {{{0.5f, 0.5f}}, {{{-1, 0}, {0, 0}, {1, 0}}}};
  const Inked trail = inked_by(frame, {LayerId::trails});
  CHECK(trail.count > 30);
  CHECK(static_cast<float>(trail.max.y) < axis + 3);
}
