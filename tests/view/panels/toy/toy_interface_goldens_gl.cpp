#include <doctest/doctest.h>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// The layers whose many shades fill the repository are shown in few shots.
enum class Shown { few, mesh, all };

struct Shot {
  std::string name;
  int width = 900;
  int height = 600;
  ToyViewState state{};
  Sample sample = Sample::square;
  Notice notice{};
  bool draft_changed = false;
  RecordingStatus recording{};
  Shown shown = Shown::few;
};

void check_interface(Shot shot) {
  CAPTURE(shot.name);
  shot.state.picture.layers.set(LayerId::mesh, shot.shown != Shown::few);
  shot.state.picture.layers.set(LayerId::field, shot.shown == Shown::all);
  require_golden_font();
  const ToyFramePtr frame = sample_frame(shot.sample, {shot.width, shot.height}, shot.state);
  const RunCurves curves = sample_curves();
  ToyPanelInput input = sample_input(*frame, curves);
  if (!shot.notice.empty()) input.notice = shot.notice;
  input.recording = shot.recording;
  if (shot.state.time.look_back) input.iteration = 7300;
  if (shot.draft_changed) input.draft.loss = Loss::wgan_clip;
  check_golden("interface/" + shot.name, draw_interface(frame, input, shot.state, shot.width, shot.height),
               kTextTolerance);
}

ToyViewState with_scale(float scale) {
  ToyViewState state;
  state.scale = scale;
  return state;
}

ToyViewState light() {
  ToyViewState state;
  state.theme = ThemeKind::light;
  return state;
}

ToyViewState without_panels() {
  ToyViewState state;
  state.panels = false;
  return state;
}

ToyViewState helping() {
  ToyViewState state;
  state.help = true;
  return state;
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: the interface at a laptop's size, dark and light") {
  check_interface({.name = "1280x720_dark", .width = 1280, .height = 720, .shown = Shown::mesh});
  check_interface({.name = "1280x720_light", .width = 1280, .height = 720, .state = light()});
}

TEST_CASE_FIXTURE(GlTest, "golden: a projector at scale 1.5") {
  check_interface({.name = "1920x1080_scale_1.5", .width = 1920, .height = 1080, .state = with_scale(1.5f)});
}

TEST_CASE_FIXTURE(GlTest, "golden: a large screen at scale 2, dark and light") {
  check_interface({.name = "2560x1440_scale_2", .width = 2560, .height = 1440, .state = with_scale(2)});
  ToyViewState state = with_scale(2);
  state.theme = ThemeKind::light;
  check_interface({.name = "2560x1440_scale_2_light", .width = 2560, .height = 1440, .state = state});
}

TEST_CASE_FIXTURE(GlTest,
                  "golden: looking back at a pinned moment of a part of the run, while it is recorded") {
  ToyViewState state;
  state.time.look_back = 5000;
  state.time.pin = 3200;
  state.time.span = {2000, 6000};
  state.time.log_plots = {"Loss"};
  RecordingStatus recording;
  recording.state = RecordingStatus::State::on;
  recording.seconds = 83;
  recording.frames = 1240;
  recording.bytes = 3'456'789;
  recording.dropped = 12;
  Shot shot;
  shot.name = "looking_back_recording";
  shot.width = 1280;
  shot.height = 720;
  shot.state = state;
  shot.recording = recording;
  check_interface(shot);
}

TEST_CASE_FIXTURE(GlTest, "golden: columns fold as the window narrows") {
  check_interface({.name = "900x600"});
  check_interface({.name = "640x480", .width = 640, .height = 480});
}

TEST_CASE_FIXTURE(GlTest, "golden: without panels the picture has its caption") {
  check_interface({.name = "no_panels_notice",
                   .state = without_panels(),
                   .notice = {"saved ganscope-005000.png", false}});
  check_interface({.name = "no_panels_small",
                   .width = 420,
                   .height = 320,
                   .state = without_panels(),
                   .shown = Shown::mesh});
}

TEST_CASE_FIXTURE(GlTest, "golden: help, and divergence with a reset that waits") {
  check_interface({.name = "help", .state = helping()});
  check_interface({.name = "diverged", .sample = Sample::diverged, .draft_changed = true});
}

TEST_CASE_FIXTURE(GlTest, "golden: the interface with 1-D data") {
  check_interface({.name = "one_dimension", .sample = Sample::one_dimension, .shown = Shown::all});
}

TEST_CASE_FIXTURE(GlTest, "golden: before the first frame") {
  require_golden_font();
  ToyPanelInput input;
  check_golden("interface/no_frame", draw_interface(nullptr, input, {}, 900, 600), kTextTolerance);
}
