#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

#include "app/image/image_session.hpp"
#include "support/gl_fixture.hpp"
#include "support/test_generator.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/image/image_stage.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// What the interface needs for a frame, milliseconds.
struct FrameTimes {
  double p95 = 1e9;
  double cpu_p95 = 1e9;  ///< of all threads of this process together: what other programs take is not in it
  double longest = 1e9;
};

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double percentile_95(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  return 1000 * seconds[static_cast<std::size_t>(0.95 * static_cast<double>(seconds.size() - 1))];
}

/// Frames while a model of one second an image is flown through, drawn to the last pixel at 1280x720 with
/// panels.
FrameTimes time_frames(ImageSession& session, ImageStage& stage, const RenderTarget& output, int frames) {
  std::vector<double> seconds;
  std::vector<double> cpu;
  for (int i = 0; i < frames; ++i) {
    const Stopwatch watch;
    const double before = cpu_seconds();
    session.update(1.0 / 60);
    for (const ImageViewCommand& command :
         stage.draw({session.frame(), session.input(), session.state(), {1280, 720}, output.framebuffer()}))
      session.apply(command);
    glFinish();
    seconds.push_back(watch.seconds());
    cpu.push_back(cpu_seconds() - before);
  }
  return {percentile_95(seconds), percentile_95(cpu),
          1000 * *std::max_element(seconds.begin(), seconds.end())};
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
  static_cast<void>(time_frames(session, stage, output, 10));  // fonts, shaders, textures
  // Other programs may take whole rounds; an interface that waits for its model takes all of them.
  FrameTimes best;
  for (int round = 0; round < 6 && best.p95 >= 33; ++round) {
    const FrameTimes times = time_frames(session, stage, output, 60);
    best = {std::min(best.p95, times.p95), std::min(best.cpu_p95, times.cpu_p95),
            std::min(best.longest, times.longest)};
  }
  MESSAGE("95th percentile " << best.p95 << " ms, of processor time " << best.cpu_p95 << " ms; longest frame "
                             << best.longest << " ms");
  // On a machine with other work the clock says nothing; then the work itself must fit, and nothing wait.
  CHECK(std::min(best.p95, best.cpu_p95) < 33);
  CHECK(best.longest < 500);
  // All the time there was more to make than the model could, and the flight went on.
  CHECK(session.frame()->grid_waiting > 900);
  CHECK(session.input().position > 0);
  CHECK(session.frame()->latent != session.tour().current());
}
