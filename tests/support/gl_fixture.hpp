#pragma once
#include "view/layers/toy_picture.hpp"
#include "view/panels/toy/toy_stage.hpp"
#include "view/scene/image.hpp"

namespace ganscope::test {

/// Base of tests that draw. All share one OpenGL context, made by the first and kept to the end of
/// the program; whatever a test makes with it must die with the test. After each test no OpenGL
/// error may be left.
class GlTest {
 public:
  GlTest();
  ~GlTest();
  GlTest(const GlTest&) = delete;
  GlTest& operator=(const GlTest&) = delete;
};

/// The picture of `frame` without panels, width x height pixels.
[[nodiscard]] Image draw_picture(const ToyFramePtr& frame, const ToyPicture::Options& options, int width,
                                 int height);
/// The latent inset of `frame`, side x side pixels.
[[nodiscard]] Image draw_inset(const ToyFramePtr& frame, const ToyPicture::Options& options, int side);
/// The whole interface.
[[nodiscard]] Image draw_interface(const ToyFramePtr& frame, const ToyPanelInput& input,
                                   const ToyViewState& state, int width, int height);

/// Only these layers, in the dark theme at scale 1.
[[nodiscard]] ToyPicture::Options only(std::initializer_list<LayerId> layers);

/// A pixel as a colour; y down.
[[nodiscard]] Colour pixel(const Image& image, int x, int y);
/// The greatest difference of two colours over the three channels, in levels of 0 to 255.
[[nodiscard]] float levels_apart(Colour a, Colour b);

/// Goldens with text need the font they were made with: fails the test with what to install when
/// the interface uses another one.
void require_golden_font();

}  // namespace ganscope::test
