#include <doctest/doctest.h>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr int kWidth = 280;
constexpr int kHeight = 210;

/// The view of these options without panels, for which sample frames are made.
ToyViewState bare(const ToyPicture::Options& options) {
  ToyViewState state;
  state.picture = options;
  state.theme = options.theme;
  state.scale = options.scale;
  state.panels = false;
  return state;
}

void check_picture(const std::string& name, Sample sample, const ToyPicture::Options& options,
                   int width = kWidth, int height = kHeight) {
  const ToyFramePtr frame = sample_frame(sample, {width, height}, bare(options));
  check_golden("layers/" + name, draw_picture(frame, options, width, height));
}

ToyPicture::Options light() {
  ToyPicture::Options options;
  options.theme = ThemeKind::light;
  return options;
}

ToyPicture::Options every_layer(ThemeKind kind, float scale = 1) {
  ToyPicture::Options options;
  options.layers = parse_layers("all");
  options.theme = kind;
  options.scale = scale;
  return options;
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: each layer alone") {
  for (const LayerInfo& layer : layer_list()) {
    CAPTURE(layer.name);
    if (layer.id != LayerId::inset) check_picture(layer.name, Sample::square, only({layer.id}));
  }
}

TEST_CASE_FIXTURE(GlTest, "golden: the latent inset of surface, curve and atoms") {
  for (const auto& [name, sample] :
       {std::pair("inset", Sample::square), std::pair("inset_curve", Sample::curve),
        std::pair("inset_atoms", Sample::atoms)}) {
    const ToyPicture::Options options = only({LayerId::inset});
    const ToyFramePtr frame = sample_frame(sample, {kWidth, kHeight}, bare(options));
    check_golden(std::string("layers/") + name, draw_inset(frame, options, 150));
  }
}

TEST_CASE_FIXTURE(GlTest, "golden: the whole picture, dark and light") {
  check_picture("square_dark", Sample::square, {});
  check_picture("square_light", Sample::square, light());
  check_picture("square_all", Sample::square, every_layer(ThemeKind::dark));
}

TEST_CASE_FIXTURE(GlTest, "golden: at scale 2 everything is twice as thick") {
  check_picture("square_scale_2", Sample::square, every_layer(ThemeKind::dark, 2), 360, 270);
}

TEST_CASE_FIXTURE(GlTest, "golden: 1-D data, dark and light") {
  check_picture("one_dimension_dark", Sample::one_dimension, {});
  check_picture("one_dimension_light", Sample::one_dimension, light());
}

TEST_CASE_FIXTURE(GlTest, "golden: priors that are a curve and atoms") {
  ToyPicture::Options options;
  options.layers.set(LayerId::field, false);
  check_picture("curve_dark", Sample::curve, options);
  check_picture("atoms_dark", Sample::atoms, options);
  options.theme = ThemeKind::light;
  check_picture("curve_light", Sample::curve, options);
}
