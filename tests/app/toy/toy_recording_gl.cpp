#include "app/toy/toy_recording.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "exchange/option_text.hpp"
#include "support/gl_fixture.hpp"
#include "support/sample_frames.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/media_probe.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr glm::vec2 kWindow{900, 601};

struct Scene {
  ToyViewState state;
  ToyFramePtr frame = sample_frame(Sample::square, kWindow, state);
  RunCurves curves = sample_curves(500);
  ToyPanelInput input = sample_input(*frame, curves);
};

ToyRecording::Options options_of(const Scene& scene, const std::filesystem::path& path,
                                 RecordingChoice choice) {
  choice.format =
      parse_enum<RecordingFormat>(path.extension().string().substr(1), "format", recording_format_names());
  return {.choice = choice,
          .path = path,
          .window = kWindow,
          .picture = lay_out(kWindow, 1, scene.state.panels).picture.size(),
          .tags = {}};
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "a recording has the picture's size made even, and every frame that was added") {
  const TempDir dir;
  const Scene scene;
  ToyRecording recording(options_of(scene, dir / "run.mp4", {}));
  const glm::vec2 picture = lay_out(kWindow, 1, true).picture.size();
  CHECK(recording.size() == glm::ivec2(static_cast<int>(picture.x) & ~1, static_cast<int>(picture.y) & ~1));
  for (int i = 0; i < 7; ++i) recording.add(scene.frame, scene.input, scene.state);
  CHECK(recording.status().state == RecordingStatus::State::on);
  recording.stop();
  recording.finish();
  CHECK(recording.done());
  CHECK(recording.status().frames == 7);
  CHECK(recording.status().bytes > 1000);
  CHECK(probe(dir / "run.mp4", "stream=width") == std::to_string(recording.size().x));
  CHECK(decoded_frames(dir / "run.mp4") == 7);
}

TEST_CASE_FIXTURE(GlTest, "a chosen size, the whole window, and strokes that keep their share of it") {
  const TempDir dir;
  const Scene scene;
  RecordingChoice choice;
  choice.whole_window = true;
  choice.width = 1800;
  choice.height = 1200;
  const ToyRecording recording(options_of(scene, dir / "run.mp4", choice));
  CHECK(recording.size() == glm::ivec2(1800, 1200));
  CHECK(recording.state(scene.state).scale == doctest::Approx(2).epsilon(0.01));
  CHECK(recording.state(scene.state).panels);
  choice.whole_window = false;
  const ToyRecording alone(options_of(scene, dir / "alone.mp4", choice));
  CHECK_FALSE(alone.state(scene.state).panels);
}

TEST_CASE_FIXTURE(
    GlTest, "as seen: time goes on in the recording as it did for the eye, and no frame twice at once") {
  const TempDir dir;
  const Scene scene;
  RecordingChoice choice;
  choice.as_seen = true;
  choice.fps = 20;
  choice.width = 160;
  choice.height = 120;
  ToyRecording recording(options_of(scene, dir / "run.mp4", choice));
  const Stopwatch watch;
  recording.see(scene.frame, scene.input, scene.state, kWindow);
  while (watch.seconds() < 0.6) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    recording.see(scene.frame, scene.input, scene.state, kWindow);
  }
  const auto due = static_cast<std::int64_t>(recording.status().seconds * 20);
  recording.stop();
  recording.finish();
  const RecordingStatus status = recording.status();
  CHECK(status.frames + status.dropped >= due);
  CHECK(status.frames + status.dropped <= due + 2);
  CHECK(decoded_frames(dir / "run.mp4") == status.frames);
  recording.see(scene.frame, scene.input, scene.state, kWindow);  // after the end: nothing
  CHECK(recording.status().frames == status.frames);
}

TEST_CASE_FIXTURE(GlTest, "a recording disturbs nothing of the interface it is made beside") {
  const TempDir dir;
  const Scene scene;
  ToyStage window;
  const RenderTarget target(static_cast<int>(kWindow.x), static_cast<int>(kWindow.y));
  const auto draw = [&] {
    static_cast<void>(window.draw({scene.frame, scene.input, scene.state, kWindow, target.framebuffer()}));
    return target.read();
  };
  draw();
  const Image before = draw();
  const std::size_t items = window.ui().items().size();
  CHECK(items > 30);
  {
    ToyRecording recording(options_of(scene, dir / "run.gif", {}));
    recording.add(scene.frame, scene.input, scene.state);
    CHECK(draw().rgb == before.rgb);
    recording.add(scene.frame, scene.input, scene.state);
    recording.finish();
  }
  CHECK(draw().rgb == before.rgb);
  CHECK(window.ui().items().size() == items);
}

TEST_CASE("a recording takes a name that nothing has, and pictures a folder") {
  const TempDir dir;
  RecordingChoice choice;
  CHECK(recording_path(dir.path(), "run-5", choice) == dir / "run-5.mp4");
  std::filesystem::create_directory(dir / "run-5-frames");
  choice.format = RecordingFormat::png;
  CHECK(recording_path(dir.path(), "run-5", choice) == dir / "run-5-frames-2" / "");
}

TEST_CASE("recordings: the end is told with the length, which pictures don't have") {
  RecordingStatus status;
  RecordingChoice choice;
  choice.fps = 30;
  CHECK(recording_summary(status, choice) == "nothing was recorded: no frame was due");
  status.frames = 375;
  status.path = "lap.mp4";
  CHECK(recording_summary(status, choice) == "recorded 375 frames, 12.5 s: lap.mp4");
  status.dropped = 3;
  status.frames = 1;
  CHECK(recording_summary(status, choice) == "recorded 1 frame, 0.0333 s: lap.mp4 (3 dropped)");
  choice.format = RecordingFormat::png;
  CHECK(recording_summary(status, choice) == "recorded 1 frame: lap.mp4 (3 dropped)");
}
