#include <doctest/doctest.h>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr int kWidth = 240;
constexpr int kHeight = 180;

ToyPicture::Options every_layer() {
  ToyPicture::Options options;
  options.layers = parse_layers("all");
  return options;
}

/// Frames with every part, for every kind of picture.
ToyFramePtr frame_of(Sample sample) {
  ToyViewState state;
  state.panels = false;
  return sample_frame(sample, {kWidth, kHeight}, state);
}

bool is_all(const Image& image, Colour colour) {
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      if (levels_apart(pixel(image, x, y), colour) > 0.6f) return false;
  return !image.empty();
}

constexpr std::array kSamples{Sample::square,        Sample::curve,    Sample::atoms,
                              Sample::one_dimension, Sample::diverged, Sample::empty_parts};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "without a frame there is only the ground") {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    ToyPicture::Options options = every_layer();
    options.theme = kind;
    CHECK(is_all(draw_picture(nullptr, options, kWidth, kHeight), theme(kind).picture));
    CHECK(is_all(draw_inset(nullptr, options, 64), theme(kind).panel));
  }
}

TEST_CASE_FIXTURE(GlTest, "a frame that loses its picture leaves the ground") {
  ToyPicture picture;
  const RenderTarget target(kWidth, kHeight);
  picture.draw(frame_of(Sample::square), every_layer(), target);
  picture.draw(nullptr, every_layer(), target);
  CHECK(is_all(target.read(), theme(ThemeKind::dark).picture));
}

TEST_CASE_FIXTURE(GlTest, "parts that a frame doesn't have draw nothing") {
  const ToyFramePtr frame = frame_of(Sample::empty_parts);
  const Colour ground = theme(ThemeKind::dark).picture;
  for (const LayerId id :
       {LayerId::field, LayerId::decision, LayerId::mesh, LayerId::trails, LayerId::gradients}) {
    CAPTURE(static_cast<int>(id));
    CHECK(is_all(draw_picture(frame, only({id}), kWidth, kHeight), ground));
  }
  for (const LayerId id : {LayerId::real, LayerId::generated})
    CHECK_FALSE(is_all(draw_picture(frame, only({id}), kWidth, kHeight), ground));
  CHECK(is_all(draw_inset(frame, {}, 64), theme(ThemeKind::dark).panel));
}

TEST_CASE_FIXTURE(GlTest, "parts that a frame had before don't stay") {
  ToyPicture picture;
  const RenderTarget target(kWidth, kHeight);
  const RenderTarget inset(64, 64);
  picture.draw(frame_of(Sample::square), every_layer(), target);
  picture.draw_inset(frame_of(Sample::square), every_layer(), inset);
  const ToyFramePtr empty = frame_of(Sample::empty_parts);
  picture.draw(empty, every_layer(), target);
  picture.draw_inset(empty, every_layer(), inset);
  CHECK(target.read().rgb == draw_picture(empty, every_layer(), kWidth, kHeight).rgb);
  CHECK(is_all(inset.read(), theme(ThemeKind::dark).panel));
}

TEST_CASE_FIXTURE(GlTest, "the same frame comes out in the same bytes") {
  for (const Sample sample : kSamples) {
    CAPTURE(static_cast<int>(sample));
    const ToyFramePtr frame = frame_of(sample);
    ToyPicture picture;
    const RenderTarget target(kWidth, kHeight);
    picture.draw(frame, every_layer(), target);
    const Image first = target.read();
    picture.draw(frame, every_layer(), target);
    CHECK(target.read().rgb == first.rgb);
    CHECK(draw_picture(frame, every_layer(), kWidth, kHeight).rgb == first.rgb);
  }
}

TEST_CASE_FIXTURE(GlTest, "one kind of picture after another leaves no trace") {
  ToyPicture picture;
  const RenderTarget target(kWidth, kHeight);
  for (const Sample sample :
       {Sample::square, Sample::one_dimension, Sample::atoms, Sample::curve, Sample::square}) {
    CAPTURE(static_cast<int>(sample));
    const ToyFramePtr frame = frame_of(sample);
    picture.draw(frame, every_layer(), target);
    CHECK(target.read().rgb == draw_picture(frame, every_layer(), kWidth, kHeight).rgb);
  }
}

TEST_CASE_FIXTURE(GlTest, "each layer shows when on and goes when switched off") {
  const ToyFramePtr frame = frame_of(Sample::square);
  ToyPicture picture;
  const RenderTarget target(kWidth, kHeight);
  for (const LayerInfo& layer : layer_list()) {
    if (layer.id == LayerId::inset) continue;  // it has a target of its own
    CAPTURE(layer.name);
    ToyPicture::Options options = every_layer();
    picture.draw(frame, options, target);
    const Image with = target.read();
    options.layers.toggle(layer.id);
    picture.draw(frame, options, target);
    const Image without = target.read();
    CHECK(picture_difference(with, without).count > 100);
    CHECK(without.rgb == draw_picture(frame, options, kWidth, kHeight).rgb);
    options.layers.toggle(layer.id);
    picture.draw(frame, options, target);
    CHECK(target.read().rgb == with.rgb);
  }
}

TEST_CASE_FIXTURE(GlTest, "a change of theme, scale, zoom or size alone is drawn") {
  for (const Sample sample : {Sample::square, Sample::one_dimension}) {
    const ToyFramePtr frame = frame_of(sample);
    ToyPicture picture;
    const RenderTarget target(kWidth, kHeight);
    const RenderTarget larger(300, 300);
    ToyPicture::Options options = every_layer();
    picture.draw(frame, options, target);
    const Image before = target.read();
    options.theme = ThemeKind::light;
    picture.draw(frame, options, target);
    CHECK(target.read().rgb == draw_picture(frame, options, kWidth, kHeight).rgb);
    CHECK(picture_difference(before, target.read()).count > kWidth * kHeight / 2);
    options.scale = 1.5f;
    options.zoom = 2;
    picture.draw(frame, options, target);
    CHECK(target.read().rgb == draw_picture(frame, options, kWidth, kHeight).rgb);
    picture.draw(frame, options, larger);
    CHECK(larger.read().rgb == draw_picture(frame, options, 300, 300).rgb);
  }
}

TEST_CASE_FIXTURE(GlTest, "the inset follows theme, frame and scale") {
  ToyPicture picture;
  const RenderTarget target(96, 96);
  ToyPicture::Options options;
  for (const Sample sample : {Sample::square, Sample::atoms, Sample::curve, Sample::one_dimension}) {
    const ToyFramePtr frame = frame_of(sample);
    for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light})
      for (const float scale : {1.f, 2.f}) {
        options.theme = kind;
        options.scale = scale;
        picture.draw_inset(frame, options, target);
        const Image shown = target.read();
        CHECK(shown.rgb == draw_inset(frame, options, 96).rgb);
        CHECK_FALSE(is_all(shown, theme(kind).panel));
      }
  }
}

TEST_CASE_FIXTURE(GlTest, "the smallest and the largest pictures work") {
  for (const glm::ivec2 size :
       {glm::ivec2(1, 1), glm::ivec2(16, 16), glm::ivec2(16, 900), glm::ivec2(4096, 2160)})
    for (const Sample sample : {Sample::square, Sample::one_dimension}) {
      CAPTURE(size.x);
      const Image image = draw_picture(frame_of(sample), every_layer(), size.x, size.y);
      CHECK(image.width == size.x);
      CHECK(image.height == size.y);
      if (size.x > 1) CHECK_FALSE(is_all(image, theme(ThemeKind::dark).picture));
    }
}
