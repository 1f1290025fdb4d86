#include <doctest/doctest.h>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_pictures.hpp"
#include "view/panels/image/image_stage.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Shot {
  std::string name;
  int width = 900;
  int height = 600;
  ImageViewState state{};
  Notice notice{};
  bool recording = false;
  bool off_path = false;
  bool exploring = false;
};

Image drawn(const ImageFramePtr& frame, const ImagePanelInput& input, const ImageViewState& state, int width,
            int height) {
  ImageStage stage;
  const RenderTarget output(width, height);
  const ImageStage::View view{frame, input, state, {width, height}, output.framebuffer()};
  // ImGui settles the sizes of new windows in their second frame.
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  return output.read();
}

void check_interface(const Shot& shot) {
  CAPTURE(shot.name);
  require_golden_font();
  const auto frame = std::make_shared<const ImageFrame>(sample_image_frame());
  ImagePanelInput input = sample_image_input(*frame);
  input.notice = shot.notice;
  if (shot.recording) input.recording = LapRecording{0.37, 12, "pattern-tour.mp4"};
  if (shot.off_path) {
    input.off_path = true;
    input.playing = false;
    input.latent_text = "seed:482113";
  }
  if (shot.exploring) {
    input.exploring = true;
    input.positions.clear();
  }
  check_golden("image_interface/" + shot.name, drawn(frame, input, shot.state, shot.width, shot.height),
               kTextTolerance);
}

ImageViewState with(void (*change)(ImageViewState&)) {
  ImageViewState state;
  change(state);
  return state;
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: image mode at a laptop's size, dark and light") {
  check_interface({.name = "1280x720_dark", .width = 1280, .height = 720});
  check_interface({.name = "1280x720_light",
                   .width = 1280,
                   .height = 720,
                   .state = with([](ImageViewState& s) { s.theme = ThemeKind::light; }),
                   .off_path = true});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode on a projector at scale 1.5, the grid large") {
  check_interface(
      {.name = "1920x1080_scale_1.5", .width = 1920, .height = 1080, .state = with([](ImageViewState& s) {
                                                                       s.scale = 1.5f;
                                                                       s.grid_large = true;
                                                                     })});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode's columns fold, a recording and an error are told") {
  check_interface({.name = "900x600", .recording = true});
  check_interface(
      {.name = "640x480_error", .width = 640, .height = 480, .notice = {"faces.pt: not a model", true}});
  check_interface(
      {.name = "no_panels", .state = with([](ImageViewState& s) { s.panels = false; }), .exploring = true});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode's help and its empty window") {
  check_interface({.name = "help", .width = 1100, .height = 640, .state = with([](ImageViewState& s) {
                                                                   s.help = true;
                                                                 })});
  require_golden_font();
  const ImagePanelInput input;
  check_golden("image_interface/no_model", drawn(nullptr, input, {}, 1280, 720), kTextTolerance);
}
