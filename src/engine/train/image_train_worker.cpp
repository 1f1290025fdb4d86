#include "engine/train/image_train_worker.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "engine/threads.hpp"
#include "exchange/mailbox.hpp"

namespace ganscope {
namespace {

/// Frames for the eye take at most one part in so many of the worker's time.
constexpr double kFrameShare = 5;
constexpr double kNewsInterval = 0.1;  ///< seconds between two notices while photographs are decoded
constexpr double kRateWindow = 3;      ///< seconds; a large network takes a second an iteration

/// Ends the decoding of photographs when nobody wants them any more.
struct GivenUp : std::exception {};

}  // namespace

struct ImageTrainWorker::Impl {
  Impl(TrainingCourseOptions course_options, SheetKeeper& sheets, ImageTrainWorkerOptions o)
      : options(std::move(o)), course(std::move(course_options), sheets) {
    now.running = options.running;
    thread = std::thread([this] { work(); });
  }
  ~Impl() { stop(); }

  void stop() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    if (thread.joinable()) thread.join();
  }

  // --- the worker's thread ----------------------------------------------------------------------

  /// An exception reaches the reader as data. What was trained before it stays in the checkpoints.
  void work() {
    try {
      if (options.gives_way) give_way_to_drawing();
      use_threads(course.options().threads);
      if (!open()) return;
      do follow();
      while (leave() && goes_on());
    } catch (const DivergenceError& e) {
      end(TrainPhase::diverged, e.what());
    } catch (const std::exception& e) {
      end(TrainPhase::failed, e.what());
    }
  }

  /// False when it was stopped meanwhile.
  bool open() {
    Stopwatch since_news;
    try {
      course.open_images([&](std::int64_t done, std::int64_t total) {
        const std::lock_guard lock(mutex);
        if (stopping) throw GivenUp();
        now.decoded = done;
        now.photographs = total;
        if (since_news.seconds() < kNewsInterval) return;
        since_news.restart();
        notify();
      });
    } catch (const GivenUp&) {
      end(TrainPhase::stopped, {});
      return false;
    }
    course.open_run();
    if (course.run().resumed_at() > 0) {
      const TrainLogLines before = course.run().logged();
      for (const ImageTrainReport& report : before.reports) log.add(report);
      for (const HealthWarning& warning : before.warnings) log.add(warning);
    }
    {
      const std::lock_guard lock(mutex);
      now.facts = facts();
      now.iterations = course.iterations();
      now.phase = TrainPhase::training;
      refresh();
    }
    publish_frame();
    return true;
  }

  [[nodiscard]] TrainFacts facts() const {
    const ImageSet& images = course.images();
    const ImageTrainer& trainer = course.run().trainer();
    return {.images = images.count,
            .classes = static_cast<int>(images.class_names.size()),
            .unreadable = static_cast<int>(images.unreadable.size()),
            .channels = trainer.picture().channels,
            .height = trainer.picture().height,
            .width = trainer.picture().width,
            .generator_parameters = trainer.generator_parameters(),
            .discriminator_parameters = trainer.discriminator_parameters(),
            .device = trainer.device(),
            .threads = course.options().threads,
            .resumed_at = course.run().resumed_at(),
            .seconds_before = course.run().seconds_before(),
            .batches_per_epoch = trainer.batches_per_epoch()};
  }

  void follow() {
    while (!course.arrived()) {
      if (!wait_for_work()) return;
      write_wanted_snapshot();
      if (take_step()) advance();
      if (frame_is_due()) publish_frame();
    }
  }

  /// Sleeps while it is paused, which is no training. False when it is stopped.
  bool wait_for_work() {
    const Stopwatch pause;
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] {
      return stopping || now.running || steps > 0 || snapshot_wanted || (dirty && wanted);
    });
    course.run().leave_out(pause.seconds());
    return !stopping;
  }

  void write_wanted_snapshot() {
    {
      const std::lock_guard lock(mutex);
      if (!std::exchange(snapshot_wanted, false)) return;
    }
    const std::filesystem::path path = course.write_snapshot();
    {
      const std::lock_guard lock(mutex);
      now.snapshot = path.string();
      now.snapshot_at = now.iteration;
      ++now.snapshots;
    }
    notify();
  }

  bool take_step() {
    const std::lock_guard lock(mutex);
    if (steps > 0) {
      --steps;
      return true;
    }
    return now.running;
  }

  void advance() {
    const std::vector<HealthWarning> news = course.step();
    log.add(course.run().trainer().report());
    for (const HealthWarning& warning : news) log.add(warning);
    const std::lock_guard lock(mutex);
    rate.add();
    dirty = true;
    refresh();
  }

  /// Holding the mutex.
  void refresh() {
    const ImageTrainReport& report = course.run().trainer().report();
    now.iteration = report.iteration;
    now.epoch = report.epoch;
    now.rate = rate.rate();
    now.seconds = course.run().seconds();
    now.health = course.run().health();
  }

  [[nodiscard]] bool frame_is_due() {
    const std::lock_guard lock(mutex);
    if (!dirty || !wanted) return false;
    return !now.running || since_frame.seconds() >= (kFrameShare - 1) * frame_seconds;
  }

  void publish_frame() {
    {
      const std::lock_guard lock(mutex);
      dirty = wanted = false;
    }
    const Stopwatch watch;
    latest.put(course.run().frame());
    frame_seconds = watch.seconds();
    since_frame.restart();
    notify();
  }

  /// The last files of a course at its end, or the checkpoint of one that was stopped. True at its end.
  bool leave() {
    since_end.restart();
    course.save_checkpoint();
    if (!course.arrived()) {
      end(TrainPhase::stopped, {});
      return false;
    }
    enter(TrainPhase::finishing);
    publish_frame();
    const std::filesystem::path timelapse = course.write_timelapse();
    const std::filesystem::path model = course.write_generator();
    {
      const std::lock_guard lock(mutex);
      now.timelapse = timelapse.string();
      now.model = model.string();
    }
    enter(TrainPhase::finished);
    return true;
  }

  /// Waits at the end for a later one, which is no training. False when it is stopped.
  bool goes_on() {
    LaterEnd next;
    {
      std::unique_lock lock(mutex);
      wake.wait(lock, [this] { return stopping || later_end; });
      if (!later_end) return false;
      next = *std::exchange(later_end, std::nullopt);
    }
    course.go_on_to(next.iterations, next.kept_options);
    course.run().leave_out(since_end.seconds());
    return true;
  }

  void enter(TrainPhase phase) {
    {
      const std::lock_guard lock(mutex);
      now.phase = phase;
      now.running = now.running && phase == TrainPhase::training;
    }
    notify();
  }

  void end(TrainPhase phase, const std::string& message) {
    {
      const std::lock_guard lock(mutex);
      now.message = message;
    }
    enter(phase);
  }

  void notify() const {
    if (options.notify) options.notify();
  }

  // --- data -------------------------------------------------------------------------------------

  const ImageTrainWorkerOptions options;
  TrainingCourse course;     // worker's thread
  Stopwatch since_frame;     // worker's thread
  Stopwatch since_end;       // worker's thread
  double frame_seconds = 0;  // worker's thread: what the last frame took
  ImageTrainLog log;
  Mailbox<ImageTrainFramePtr> latest;

  mutable std::mutex mutex;  // guards the rest
  std::condition_variable wake;
  ImageTrainStatus now;
  RateMeter rate{kRateWindow};
  int steps = 0;       ///< single iterations asked for
  bool wanted = true;  ///< the reader has taken the last frame
  bool dirty = true;   ///< something changed since the last frame
  bool snapshot_wanted = false;
  bool stopping = false;
  struct LaterEnd {
    std::int64_t iterations = 0;
    std::string kept_options;
  };
  std::optional<LaterEnd> later_end;

  std::thread thread;
};

ImageTrainWorker::ImageTrainWorker(TrainingCourseOptions course, SheetKeeper& sheets,
                                   ImageTrainWorkerOptions options)
    : impl_(std::make_unique<Impl>(std::move(course), sheets, std::move(options))) {}
ImageTrainWorker::~ImageTrainWorker() = default;

void ImageTrainWorker::set_running(bool on) {
  {
    const std::lock_guard lock(impl_->mutex);
    const TrainPhase phase = impl_->now.phase;
    impl_->now.running = on && (phase == TrainPhase::training || phase == TrainPhase::opening);
    impl_->rate.reset();
    impl_->steps = 0;
  }
  impl_->wake.notify_all();
}

void ImageTrainWorker::write_snapshot() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->snapshot_wanted = true;
  }
  impl_->wake.notify_all();
}
void ImageTrainWorker::step() {
  {
    const std::lock_guard lock(impl_->mutex);
    const TrainPhase phase = impl_->now.phase;
    if (phase != TrainPhase::training && phase != TrainPhase::opening) return;
    impl_->now.running = false;
    ++impl_->steps;
  }
  impl_->wake.notify_all();
}

bool ImageTrainWorker::go_on_to(std::int64_t iterations, std::string kept_options) {
  {
    const std::lock_guard lock(impl_->mutex);
    ImageTrainStatus& now = impl_->now;
    if (now.phase != TrainPhase::finished || iterations <= now.iteration) return false;
    impl_->later_end = {iterations, std::move(kept_options)};
    now.iterations = iterations;
    now.phase = TrainPhase::training;
    now.running = true;
    // They are of before: what is seen next is written when it is asked for, or at the end.
    now.model.clear();
    now.timelapse.clear();
    impl_->rate.reset();
    impl_->steps = 0;
    impl_->snapshot_wanted = false;
  }
  impl_->wake.notify_all();
  return true;
}

void ImageTrainWorker::stop() { impl_->stop(); }

ImageTrainFramePtr ImageTrainWorker::take_frame() {
  std::optional<ImageTrainFramePtr> frame = impl_->latest.take();
  if (!frame) return nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->wanted = true;
  }
  impl_->wake.notify_all();
  return *frame;
}

bool ImageTrainWorker::has_frame() const { return !impl_->latest.empty(); }

ImageTrainStatus ImageTrainWorker::status() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->now;
}

const ImageTrainLog& ImageTrainWorker::log() const { return impl_->log; }

}  // namespace ganscope
