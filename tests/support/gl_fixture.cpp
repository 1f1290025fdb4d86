#include "support/gl_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/window/egl_context.hpp"
#include "view/gpu/gl.hpp"

namespace ganscope::test {
namespace {

void share_context() { static const EglContext context; }

}  // namespace

GlTest::GlTest() { share_context(); }

GlTest::~GlTest() {
  try {
    check_gl("the test");
  } catch (const std::exception& error) {
    FAIL_CHECK(std::string(error.what()));
  }
}

Image draw_picture(const ToyFramePtr& frame, const ToyPicture::Options& options, int width, int height) {
  ToyPicture picture;
  const RenderTarget target(width, height);
  picture.draw(frame, options, target);
  return target.read();
}

Image draw_inset(const ToyFramePtr& frame, const ToyPicture::Options& options, int side) {
  ToyPicture picture;
  const RenderTarget target(side, side);
  picture.draw_inset(frame, options, target);
  return target.read();
}

Image draw_interface(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state,
                     int width, int height) {
  ToyStage stage;
  const RenderTarget output(width, height);
  const ToyStage::View view{frame, input, state, {width, height}, output.framebuffer()};
  // ImGui settles the sizes of new windows in their second frame.
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  return output.read();
}

ToyPicture::Options only(std::initializer_list<LayerId> layers) {
  ToyPicture::Options options;
  options.layers = LayerSet::none();
  for (const LayerId id : layers) options.layers.set(id, true);
  return options;
}

Colour pixel(const Image& image, int x, int y) {
  const std::size_t at =
      3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x));
  return {static_cast<float>(image.rgb.at(at)) / 255.f, static_cast<float>(image.rgb.at(at + 1)) / 255.f,
          static_cast<float>(image.rgb.at(at + 2)) / 255.f, 1.f};
}

float levels_apart(Colour a, Colour b) {
  return 255 * std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

void require_golden_font() {
  UiContext ui;
  ui.set_style(ThemeKind::dark, 1);
  REQUIRE_MESSAGE(ui.font_file().find("Inter-Medium") != std::string::npos,
                  "goldens with text are made with Inter; this interface uses "
                      << ui.font_file() << "; install it with: apt-get install fonts-inter");
}

}  // namespace ganscope::test
