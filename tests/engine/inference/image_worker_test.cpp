#include "engine/inference/image_worker.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "support/test_generator.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// A worker with a test generator, and frames to wait for.
class Bench {
 public:
  explicit Bench(TestGenerator::Options how = {}) {
    ImageWorkerOptions options;
    options.open = [this, how](const ImageConfig& config) -> std::unique_ptr<Generator> {
      if (config.model == "broken.pt") throw Error("broken.pt: not a model");
      auto made = std::make_unique<TestGenerator>(how);
      generator = made.get();
      return made;
    };
    options.notify = [this] {
      const std::lock_guard lock(mutex);
      woken.notify_all();
    };
    worker.emplace(std::move(options));
  }

  /// The first frame that `fits`, within ten seconds.
  template <class Fits>
  ImageFramePtr wait_for(Fits fits) {
    const Stopwatch watch;
    if (last && fits(*last)) return last;  // it may have come together with one waited for before
    while (watch.seconds() < 10) {
      {
        std::unique_lock lock(mutex);
        woken.wait_for(lock, std::chrono::milliseconds(20), [this] { return worker->has_frame(); });
      }
      if (ImageFramePtr frame = worker->take_frame()) {
        last = frame;
        if (fits(*frame)) return frame;
      }
    }
    FAIL("no such frame within ten seconds");
    return nullptr;
  }
  ImageFramePtr open(const std::string& model = "test.pt") {
    ImageConfig config;
    config.model = model;
    worker->open(config);
    return wait_for([&](const ImageFrame& f) { return !f.opening && f.model && f.model->path == model; });
  }

  TestGenerator* generator = nullptr;
  ImageFramePtr last;
  std::mutex mutex;
  std::condition_variable woken;
  std::optional<ImageWorker> worker;  // last: its thread uses the others
};

const LatentSpace kSpace{.size = 8};

ImageRequest request(std::uint64_t stamp, std::uint64_t seed, std::uint64_t generation = 1) {
  ImageRequest r;
  r.stamp = stamp;
  r.generation = generation;
  r.latent = seeded_latent(kSpace, seed);
  return r;
}

bool is_of(const PicturePtr& picture, const Latent& latent, int label = 0) {
  TestGenerator same;
  return picture && *picture == *generated_pictures(same, {&latent, 1}, label)[0];
}

}  // namespace

TEST_CASE("a worker opens a model and says what it is") {
  Bench bench;
  const ImageFramePtr frame = bench.open();
  CHECK(frame->model->name == "test pattern");
  CHECK(frame->model->space == kSpace);
  CHECK(frame->model->shape == ImageShape{3, 12, 12});
  CHECK(frame->error.empty());
  CHECK_FALSE(frame->image);
}

TEST_CASE("it makes the current image first, then everything else") {
  Bench bench;
  bench.open();
  ImageRequest r = request(7, 1);
  for (std::uint64_t i = 0; i < 9; ++i) r.strip.push_back(seeded_latent(kSpace, i));
  r.thumbnails = {seeded_latent(kSpace, 20), seeded_latent(kSpace, 21)};
  r.rows = 4;
  r.columns = 5;
  auto cells = std::make_shared<std::vector<Latent>>();
  for (std::uint64_t i = 0; i < 20; ++i) cells->push_back(seeded_latent(kSpace, 100 + i));
  r.grid = cells;
  bench.worker->request(r);
  const ImageFramePtr first = bench.wait_for([](const ImageFrame& f) { return f.stamp == 7; });
  CHECK(is_of(first->image, r.latent));
  CHECK(first->latent == r.latent);
  const ImageFramePtr whole = bench.wait_for([](const ImageFrame& f) {
    return f.grid_waiting == 0 && f.grid.cells.size() == 20 && f.strip.size() == 9 && f.strip[8] &&
           f.thumbnails[1];
  });
  for (std::size_t i = 0; i < 20; ++i) CHECK(is_of(whole->grid.cells[i], (*cells)[i]));
  for (std::size_t i = 0; i < 9; ++i) CHECK(is_of(whole->strip[i], r.strip[i]));
  CHECK(is_of(whole->thumbnails[1], r.thumbnails[1]));
  CHECK(bench.generator->images() == 1 + 9 + 2 + 20);
  // Asking for the same again costs nothing.
  r.stamp = 8;
  bench.worker->request(r);
  bench.wait_for([](const ImageFrame& f) { return f.stamp == 8; });
  CHECK(bench.generator->images() == 32);
}

TEST_CASE("the newest request wins, and no one who asks waits") {
  Bench bench({.seconds_per_image = 0.05});
  bench.open();
  const Stopwatch watch;
  for (std::uint64_t i = 1; i <= 200; ++i) bench.worker->request(request(i, i));
  CHECK(watch.seconds() < 0.05);
  const ImageFramePtr frame = bench.wait_for([](const ImageFrame& f) { return f.stamp == 200; });
  CHECK(is_of(frame->image, seeded_latent(kSpace, 200)));
  CHECK(bench.generator->images() < 10);
}

TEST_CASE("a grid comes on even while the current image moves without end") {
  Bench bench({.seconds_per_image = 0.002});
  bench.open();
  auto cells = std::make_shared<std::vector<Latent>>(seeded_latents(kSpace, 16));
  const Stopwatch watch;
  ImageFramePtr frame;
  for (std::uint64_t i = 1; watch.seconds() < 8; ++i) {
    ImageRequest r = request(i, i);
    r.rows = r.columns = 4;
    r.grid = cells;
    bench.worker->request(r);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (ImageFramePtr newer = bench.worker->take_frame()) frame = newer;
    if (frame && frame->grid.cells.size() == 16 && frame->grid_waiting == 0) break;
  }
  REQUIRE(frame);
  CHECK(frame->grid_waiting == 0);
}

TEST_CASE("an error is shown with the last good picture, and the next request tries again") {
  Bench bench;
  bench.open();
  bench.worker->request(request(1, 1));
  const ImageFramePtr good = bench.wait_for([](const ImageFrame& f) { return f.stamp == 1; });
  bench.generator->fail_with("out of memory");
  bench.worker->request(request(2, 2));
  const ImageFramePtr bad = bench.wait_for([](const ImageFrame& f) { return !f.error.empty(); });
  CHECK(bad->error == "out of memory");
  CHECK(bad->image == good->image);
  CHECK(bad->stamp == 1);
  bench.generator->fail_with("");
  bench.worker->request(request(3, 2));
  const ImageFramePtr again = bench.wait_for([](const ImageFrame& f) { return f.stamp == 3; });
  CHECK(again->failures == bad->failures);
  CHECK(is_of(again->image, seeded_latent(kSpace, 2)));
}

TEST_CASE("a model that doesn't open leaves the one before, and another replaces it") {
  Bench bench;
  bench.open();
  bench.worker->request(request(1, 1));
  bench.wait_for([](const ImageFrame& f) { return f.stamp == 1; });
  ImageConfig broken;
  broken.model = "broken.pt";
  bench.worker->open(broken);
  const ImageFramePtr bad =
      bench.wait_for([](const ImageFrame& f) { return !f.error.empty() && !f.opening; });
  CHECK(bad->error == "broken.pt: not a model");
  CHECK(bad->model->path == "test.pt");
  CHECK(bad->image);
  bench.worker->request(request(2, 2));
  // A reader that missed the frame of the failure still learns of it.
  const ImageFramePtr later = bench.wait_for([](const ImageFrame& f) { return f.stamp == 2; });
  CHECK(later->failures == 1);
  CHECK(later->error == bad->error);
  const ImageFramePtr other = bench.open("other.pt");
  CHECK(other->model->generation == 2);
  // What was meant for the first model is dropped.
  bench.worker->request(request(3, 3, 1));
  bench.worker->request(request(4, 4, 2));
  CHECK(is_of(bench.wait_for([](const ImageFrame& f) { return f.stamp == 4; })->image,
              seeded_latent(kSpace, 4)));
}

TEST_CASE("another class makes everything anew") {
  Bench bench({.space = {.size = 8, .classes = 10}});
  bench.open();
  ImageRequest r = request(1, 1);
  r.thumbnails = {seeded_latent(kSpace, 3)};
  bench.worker->request(r);
  bench.wait_for([](const ImageFrame& f) { return f.stamp == 1 && f.thumbnails[0]; });
  const int before = bench.generator->images();
  r.stamp = 2;
  r.label = 7;
  bench.worker->request(r);
  bench.wait_for([](const ImageFrame& f) { return f.stamp == 2; });
  const Stopwatch watch;
  while (bench.generator->images() < before + 2 && watch.seconds() < 5) std::this_thread::yield();
  CHECK(bench.generator->images() == before + 2);
}

TEST_CASE("a worker without a model drops requests and ends at once") {
  Bench bench;
  bench.worker->request(request(1, 1));
  const Stopwatch watch;
  bench.worker.reset();
  CHECK(watch.seconds() < 1);
}
