#include "engine/train/image_train_worker.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "app/train/timelapse.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "engine/threads.hpp"
#include "support/files.hpp"
#include "support/photo_folder.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// A folder with photographs and with runs on them.
struct Place {
  test::TempDir dir;
  std::filesystem::path photos = test::make_photo_folder(dir / "photos");

  [[nodiscard]] TrainingCourseOptions course(const std::string& run, std::int64_t iterations) const {
    return {.config = test::small_training(photos),
            .run = {.folder = dir / run, .checkpoint_every = 10, .keep = 3, .resume = true, .device = "cpu"},
            .threads = 1,
            .iterations = iterations,
            .epochs = 0,
            .sheet_every = 10,
            .fps = 12,
            .data_dir = {},
            .cache_dir = dir / "cache",
            .about = {.name = "small", .data = {}, .licence = {}, .notes = {}}};
  }
  [[nodiscard]] SheetFolder sheets(const std::string& run) const { return {dir / run / "sheets", "test"}; }
  [[nodiscard]] std::string checkpoint(const std::string& run, const char* iteration) const {
    return test::content_of(dir / run / "checkpoints" /
                            (std::string("iteration-000000") + iteration + ".ckpt"));
  }
};

/// Waits until `wanted` holds of the status; fails after twenty seconds.
template <class Wanted>
ImageTrainStatus until(ImageTrainWorker& worker, Wanted wanted, bool takes_frames = true) {
  const Stopwatch watch;
  while (watch.seconds() < 20) {
    if (takes_frames) static_cast<void>(worker.take_frame());
    if (ImageTrainStatus now = worker.status(); wanted(now)) return now;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  FAIL("it did not come about: " << name_of(worker.status().phase) << " " << worker.status().message);
  return {};
}

bool finished(const ImageTrainStatus& s) { return s.phase == TrainPhase::finished; }

/// As a run without a window walks its course.
void walk(TrainingCourse& course, std::int64_t steps = 1'000'000) {
  use_threads(course.options().threads);
  course.open_images({});
  course.open_run();
  for (; !course.arrived() && steps > 0; --steps) static_cast<void>(course.step());
  course.save_checkpoint();
  if (!course.arrived()) return;
  static_cast<void>(course.write_timelapse());
  static_cast<void>(course.write_generator());
}

}  // namespace

TEST_CASE(
    "training worker: watched, paused, stepped and stopped, a run leaves the bytes of one that nobody "
    "watched") {
  const Place place;
  SheetFolder alone_sheets = place.sheets("alone");
  TrainingCourse alone(place.course("alone", 37), alone_sheets);
  walk(alone);

  SheetFolder sheets = place.sheets("watched");
  {
    ImageTrainWorker worker(place.course("watched", 37), sheets,
                            {.running = false, .gives_way = true, .notify = {}});
    until(worker, [](const auto& s) { return s.phase == TrainPhase::training; });
    for (int i = 1; i <= 3; ++i) {
      worker.step();
      until(worker, [&](const auto& s) { return s.iteration == i; });
      CHECK_FALSE(worker.status().running);
    }
    worker.set_running(true);
    until(worker, [](const auto& s) { return s.iteration >= 12; });
  }
  CHECK_FALSE(place.checkpoint("watched", "10").empty());
  ImageTrainWorker again(place.course("watched", 37), sheets,
                         {.running = true, .gives_way = false, .notify = {}});
  const ImageTrainStatus end = until(again, finished);
  CHECK(end.facts.resumed_at >= 12);
  CHECK(place.checkpoint("watched", "37") == place.checkpoint("alone", "37"));
  CHECK(sheets.iterations() == alone_sheets.iterations());
  for (const std::int64_t at : alone_sheets.iterations())
    CHECK(test::content_of(sheets.path_of(at)) == test::content_of(alone_sheets.path_of(at)));
  CHECK(std::filesystem::exists(end.model));
  CHECK(std::filesystem::exists(end.timelapse));
  // Every report of both processes, once and in order.
  ImageTrainCurves curves;
  again.log().catch_up(curves);
  REQUIRE(curves.iteration.size() == 37);
  for (std::size_t i = 0; i < curves.iteration.size(); ++i)
    CHECK(curves.iteration[i] == static_cast<float>(i + 1));
}

TEST_CASE("training worker: a frame comes at the start, after each single step and at the end") {
  const Place place;
  SheetFolder sheets = place.sheets("run");
  std::atomic<int> notices{0};
  ImageTrainWorker worker(place.course("run", 3), sheets,
                          {.running = false, .gives_way = false, .notify = [&] { ++notices; }});
  const auto next = [&](std::int64_t iteration) {
    const Stopwatch watch;
    while (watch.seconds() < 20) {
      if (ImageTrainFramePtr frame = worker.take_frame(); frame && frame->report.iteration == iteration)
        return frame;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    FAIL("no frame of iteration " << iteration);
    return ImageTrainFramePtr();
  };
  const ImageTrainFramePtr first = next(0);
  CHECK(first->generated.count == 64);
  CHECK(first->real.empty());
  for (int i = 1; i <= 3; ++i) {
    worker.step();
    const ImageTrainFramePtr frame = next(i);
    CHECK(frame->real.count == 4);
    CHECK_FALSE(frame->generated == first->generated);
  }
  CHECK(finished(until(worker, finished)));
  CHECK(notices > 4);
  worker.step();
  worker.set_running(true);
  CHECK_FALSE(worker.status().running);
  CHECK(worker.status().iteration == 3);
}

TEST_CASE("training worker: without a reader it trains all the same") {
  const Place place;
  SheetFolder sheets = place.sheets("run");
  ImageTrainWorker worker(place.course("run", 25), sheets, {});
  const ImageTrainStatus end = until(worker, finished, false);
  CHECK(end.iteration == 25);
  CHECK(worker.take_frame() != nullptr);
  CHECK(worker.take_frame() == nullptr);
}

TEST_CASE("training worker: a pause is no training") {
  const Place place;
  SheetFolder sheets = place.sheets("run");
  ImageTrainWorker worker(place.course("run", 1000), sheets,
                          {.running = false, .gives_way = false, .notify = {}});
  until(worker, [](const auto& s) { return s.phase == TrainPhase::training; });
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  worker.step();
  CHECK(until(worker, [](const auto& s) { return s.iteration == 1; }).seconds < 0.5);
}

TEST_CASE("training worker: stopping leaves a checkpoint of that moment, and of a paused one too") {
  const Place place;
  SheetFolder sheets = place.sheets("run");
  ImageTrainWorker worker(place.course("run", 1'000'000), sheets, {});
  until(worker, [](const auto& s) { return s.iteration >= 3; });
  worker.stop();
  const ImageTrainStatus end = worker.status();
  CHECK(end.phase == TrainPhase::stopped);
  CHECK(CheckpointStore(place.dir / "run" / "checkpoints", 3).iterations().back() == end.iteration);
  CHECK_FALSE(std::filesystem::exists(place.dir / "run" / "generator.safetensors"));
}

TEST_CASE("training worker: what goes wrong is told in its status") {
  const Place place;
  TrainingCourseOptions missing = place.course("run", 5);
  missing.config.data = "folder:" + (place.dir / "none").string();
  SheetFolder sheets = place.sheets("run");
  ImageTrainWorker worker(missing, sheets, {});
  const ImageTrainStatus failed = until(worker, [](const auto& s) { return s.phase == TrainPhase::failed; });
  CHECK(failed.message.find("none") != std::string::npos);

  TrainingCourseOptions wild = place.course("wild", 5000);
  wild.config.loss = Loss::least_squares;
  take_defaults(wild.config);
  wild.config.generator.kind = wild.config.discriminator.kind = OptimiserKind::sgd;
  wild.config.generator.rate = wild.config.discriminator.rate = 10;
  SheetFolder wild_sheets = place.sheets("wild");
  ImageTrainWorker diverging(wild, wild_sheets, {});
  const ImageTrainStatus end =
      until(diverging, [](const auto& s) { return s.phase == TrainPhase::diverged; });
  CHECK_FALSE(end.message.empty());
  CHECK_FALSE(end.running);
}

TEST_CASE("training worker: giving up while photographs are decoded ends at once and leaves no run") {
  const Place place;
  test::make_photo_folder(place.photos / "more", 600);
  SheetFolder sheets = place.sheets("run");
  const Stopwatch watch;
  {
    ImageTrainWorker worker(place.course("run", 5), sheets, {});
    worker.stop();
    const TrainPhase phase = worker.status().phase;
    CHECK((phase == TrainPhase::stopped || phase == TrainPhase::training));
  }
  CHECK(watch.seconds() < 5);
}
