#include "app/recover/recovery_recording.hpp"

#include <doctest/doctest.h>

#include "app/recover/search_row.hpp"
#include "core/error.hpp"
#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_search.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/media_probe.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE_FIXTURE(GlTest, "a video of a search has every kept moment, and the last one for a second") {
  const TempDir dir;
  const RecoveryFramePtr frame = sample_search();
  RecoveryRecording recording(frame, {.path = dir / "search.mp4", .fps = 20});
  CHECK(recording.share() > 0);
  CHECK(recording.share() < 0.1);
  while (!recording.done()) recording.work(0.05);
  recording.finish();
  CHECK(recording.whole());
  CHECK(recording.frames() == 61 + 19);
  CHECK(decoded_frames(dir / "search.mp4") == 61 + 19);
}

TEST_CASE_FIXTURE(GlTest,
                  "a video of a search that ends early holds what was made, and says that it isn't whole") {
  const TempDir dir;
  RecoveryRecording recording(sample_search(), {.path = dir / "frames/", .fps = 20});
  recording.work(0);
  recording.stop();
  recording.finish();
  CHECK_FALSE(recording.whole());
  CHECK(recording.frames() >= 1);
  CHECK(recording.frames() < 61);
  RecoveryFrame empty;
  CHECK_THROWS_AS(RecoveryRecording(std::make_shared<const RecoveryFrame>(empty), {.path = dir / "x.mp4"}),
                  Error);
}

TEST_CASE_FIXTURE(GlTest, "golden: a moment of a search as pictures and videos show it, one size for all") {
  require_golden_font();
  const RecoveryFramePtr frame = sample_search();
  SheetPainter painter(ThemeKind::dark, search_cell(1));
  const auto draw = [&](const RecoveryMoment& m) {
    return painter.draw(search_heading(m.iteration), {search_row({.name = frame->name,
                                                                  .target = frame->target,
                                                                  .found = m.picture,
                                                                  .pixel_error = m.pixel_error(),
                                                                  .z_error = m.z_error})});
  };
  const Image first = draw(*frame->path->front());
  const Image later = draw(*(*frame->path)[10]);
  CHECK(first.width == later.width);
  CHECK(first.height == later.height);
  CHECK(first.width % 2 == 0);
  CHECK_FALSE(first.rgb == later.rgb);
  check_golden("recover_interface/moment", later, kTextTolerance);
}
