#include "engine/train/toy_worker.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/threads.hpp"
#include "engine/train/toy_frame_maker.hpp"
#include "engine/train/toy_trainer.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kKeptFrames = 3;
/// While frames are kept, the reader shows those. Only when they are farther apart than this many
/// iterations are others made for the eye alone.
constexpr int kIterationsUnseen = 16;

/// A command on its way to the trainer thread.
struct Sent {
  ToyCommand command;
  std::shared_ptr<KeptFrames> keep{};  ///< command::Record that begins one: where its frames go
};

/// A run that a restart has ended: the trainer itself, so that nothing of it is lost.
struct PutAside {
  ToyTrainer trainer;
  std::uint64_t run = 0;
  bool finished = false;
  std::string divergence{};  ///< why its training ended; "" when it didn't
};

/// Throws when a trainer could not be made from it.
void check_config(const ToyConfig& config) {
  validate(config);
  (void)make_manifold(config.data);
  (void)make_prior(config.latent);
}

}  // namespace

struct ToyWorker::Impl {
  using Clock = std::chrono::steady_clock;

  Impl(const ToyConfig& c, ToyWorkerOptions o)
      : options(std::move(o)),
        trainer(c, 1),
        keep_every(options.frame_every),
        current(c),
        running(options.running),
        request(options.request) {
    if (only_kept()) kept = keep = std::make_shared<KeptFrames>(kKeptFrames);
    train_thread = std::thread([this] { guarded([this] { train_loop(); }); });
    observe_thread = std::thread([this] { guarded([this] { observe_loop(); }); });
  }

  ~Impl() {
    stop();
    train_thread.join();
    observe_thread.join();
  }

  void stop() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
      if (kept) kept->close();
    }
    wake.notify_all();
    maker.close();
  }

  /// An exception must reach the reader as data, and must not leave the other thread waiting.
  template <class Body>
  void guarded(Body body) {
    try {
      body();
    } catch (const std::exception& e) {
      {
        const std::lock_guard lock(mutex);
        failure = e.what();
      }
      stop();
      notify();
    }
  }

  void notify() const {
    if (options.notify) options.notify();
  }

  /// Nobody takes the latest frame.
  [[nodiscard]] bool only_kept() const { return options.frame_every > 0; }

  template <class Body>
  auto with_lock(Body body) {
    const std::lock_guard lock(mutex);
    return body();
  }

  // --- trainer thread ---------------------------------------------------------------------------

  void train_loop() {
    if (options.gives_way) give_way_to_drawing();
    use_threads(options.threads);
    after_change();
    while (!nothing_left()) {
      std::deque<Sent> received;
      {
        std::unique_lock lock(mutex);
        const auto ready = [this] { return stopping || !commands.empty() || may_step() || frame_is_due(); };
        if (running && seconds_per_phase > 0)
          wake.wait_until(lock, next_phase, ready);
        else
          wake.wait(lock, ready);
        if (stopping) return;
        received.swap(commands);
      }
      for (const Sent& sent : received) {
        if (std::holds_alternative<command::Record>(sent.command)) keep = sent.keep;
        std::visit([this](const auto& x) { apply(x); }, sent.command);
      }
      if (received.empty() && with_lock([this] { return may_step(); })) {
        if (with_lock([this] { return seconds_per_phase > 0; }))
          walk_phase();
        else
          advance();
      }
      if (with_lock([this] { return frame_is_due(); })) publish_frame(false, false);
    }
    maker.close();
  }

  /// A run whose frames are all kept is over with its last iteration, which may be the one it begins at.
  [[nodiscard]] bool nothing_left() const { return finished && only_kept(); }

  /// Holding the mutex.
  [[nodiscard]] bool may_step() const {
    if (!running || finished) return false;
    if (seconds_per_phase > 0) return Clock::now() >= next_phase;
    // The frame comes first, when its reader is there. A recording sets its own pace.
    const bool owes_frame = pace > 0 && keep_every == 0 && since_frame >= pace;
    return !owes_frame;
  }

  /// Holding the mutex; the latest frame only.
  [[nodiscard]] bool frame_is_due() const {
    if (only_kept() || !dirty || !wanted) return false;
    if (keep_every > 0 && running && since_frame < kIterationsUnseen) return false;
    return pace == 0 || since_frame >= pace || !running || since_frame == 0;
  }

  void advance() {
    try {
      trainer.step();
      log.add(trainer.report());
      rate.add();
      shown_rate = rate.rate();
      after_step();
      after_change();
    } catch (const DivergenceError& e) {
      diverge(e.what());
    }
  }

  void after_step() {
    const std::lock_guard lock(mutex);
    dirty = true;
    ++since_frame;
  }

  /// Frames and measurements that the schedule asks for at this iteration.
  void after_change() {
    const std::int64_t now = trainer.report().iteration;
    const bool measure =
        options.metrics_every > 0 && (now % options.metrics_every == 0 || now == options.stop_at);
    const bool recorded =
        keep_every > 0 && (now % keep_every == 0 ||
                           std::binary_search(options.frames_at.begin(), options.frames_at.end(), now));
    if (recorded)
      publish_frame(measure, true);
    else if (measure)
      maker.push({.snapshot = trainer.snapshot(), .metrics = true});
    if (options.stop_at >= 0 && now >= options.stop_at) {
      const std::lock_guard lock(mutex);
      finished = true;
      running = false;
    }
  }

  /// `for_record`: for whoever records; otherwise for the eye.
  void publish_frame(bool measure, bool for_record) {
    FrameJob job{.snapshot = trainer.snapshot(), .frame = true, .metrics = measure};
    if (for_record) job.keep = keep;
    {
      const std::lock_guard lock(mutex);
      job.request = request;
      dirty = false;
      if (!for_record) wanted = false;
      since_frame = 0;
    }
    maker.push(std::move(job));
  }

  void diverge(const std::string& what) {
    {
      const std::lock_guard lock(mutex);
      ran_into_divergence = running;
      running = false;
      finished = true;
      dirty = false;
    }
    divergence = what;
    show_divergence();
    notify();
  }

  void show_divergence() { maker.push({.frame = true, .keep = keep, .run = run, .divergence = divergence}); }

  void walk_phase() {
    const std::int64_t before = trainer.report().iteration;
    const auto completed = [&] { return trainer.report().iteration > before; };
    one_step([this] { trainer.step_phase(); }, completed);
    if (completed()) after_change();
    const std::lock_guard lock(mutex);
    next_phase = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                    std::chrono::duration<double>(seconds_per_phase));
  }

  void set_running(bool on) {
    const std::lock_guard lock(mutex);
    running = on && !finished;
    rate.reset();
  }

  /// `counts` says after the step whether it belongs into the curves.
  template <class Step, class Counts>
  void one_step(Step step, Counts counts) {
    if (with_lock([this] { return finished; })) return;
    try {
      step();
      if (counts()) log.add(trainer.report());
      after_step();
    } catch (const DivergenceError& e) {
      diverge(e.what());
    }
  }

  void apply(const command::Run&) { set_running(true); }
  void apply(const command::Pause&) { set_running(false); }
  void apply(const command::StepGenerator&) {
    one_step([this] { trainer.step_generator(); }, [] { return true; });
  }
  void apply(const command::StepDiscriminator&) {
    one_step([this] { trainer.step_discriminator(); }, [] { return true; });
  }
  void apply(const command::StepBoth&) {
    const std::int64_t before = trainer.report().iteration;
    one_step([this] { trainer.step(); }, [] { return true; });
    if (trainer.report().iteration > before) after_change();
  }
  void apply(const command::StepPhase&) { walk_phase(); }
  void apply(const command::SlowMotion& c) {
    const std::lock_guard lock(mutex);
    seconds_per_phase = std::max(0.0, c.seconds_per_phase);
    next_phase = Clock::now();
  }
  void apply(const command::Reset& c) {
    try {
      ToyTrainer next(c.config, last_run + 1);
      aside = PutAside{std::move(trainer), run, finished, divergence};
      trainer = std::move(next);
    } catch (const Error& e) {
      // Checked in send(); only a points file that changed in between can bring us here.
      ganscope::log(LogLevel::error, e.what());
      return;
    }
    divergence.clear();
    run = ++last_run;
    log.begin(run);
    rate.reset();
    {
      const std::lock_guard lock(mutex);
      current = c.config;
      finished = false;
      running = running || std::exchange(ran_into_divergence, false);
      dirty = true;
      since_frame = 0;
    }
    after_change();
  }
  void apply(const command::TakeBack&) {
    if (!aside) return;
    std::swap(trainer, aside->trainer);
    std::swap(run, aside->run);
    std::swap(divergence, aside->divergence);
    log.take_back();
    rate.reset();
    {
      const std::lock_guard lock(mutex);
      current = trainer.config();
      std::swap(finished, aside->finished);
      // What a divergence has stopped goes on with a run that can.
      const bool goes_on = running || ran_into_divergence;
      running = goes_on && !finished;
      ran_into_divergence = goes_on && !divergence.empty();
      dirty = divergence.empty();
      since_frame = 0;
    }
    // The weights of a run that diverged are no numbers: its last good frame is shown instead.
    if (!divergence.empty()) show_divergence();
    notify();
  }
  void apply(const command::SetLive& c) {
    trainer.set_live(with_live_options(trainer.config(), c.config),
                     {.generator = c.generator_rate_anew, .discriminator = c.discriminator_rate_anew});
    const std::lock_guard lock(mutex);
    current = trainer.config();
    dirty = true;
  }
  void apply(const command::Observe& c) {
    const std::lock_guard lock(mutex);
    dirty = dirty || !(request == c.request);
    request = c.request;
  }
  void apply(const command::Pace& c) {
    const std::lock_guard lock(mutex);
    pace = std::max(0, c.iterations_per_frame);
  }
  void apply(const command::Record& c) {
    const std::lock_guard lock(mutex);
    keep_every = std::max(0, c.every);
  }

  /// Holding the mutex, before a Record command is queued: a recording that ends must free a trainer
  /// that waits for its reader, and one that begins has a queue of its own.
  std::shared_ptr<KeptFrames> open_or_close_kept(const command::Record& record) {
    if (kept) kept->close();
    if (record.every <= 0) return nullptr;
    return kept = std::make_shared<KeptFrames>(kKeptFrames);
  }

  // --- observer thread --------------------------------------------------------------------------

  void observe_loop() {
    if (options.gives_way) give_way_to_drawing();
    use_threads(1);
    maker.run(log, [this] { notify(); });
    if (const auto queue = with_lock([this] { return kept; })) queue->close();
  }

  // --- data -------------------------------------------------------------------------------------

  const ToyWorkerOptions options;
  ToyTrainer trainer;                // trainer thread
  std::uint64_t run = 1;             // trainer thread
  std::uint64_t last_run = 1;        // trainer thread: the highest number given
  std::string divergence;            // trainer thread: why the training ended; "" when it didn't
  std::optional<PutAside> aside;     // trainer thread: of the last restart
  int keep_every = 0;                // written by the trainer thread, holding the mutex
  std::shared_ptr<KeptFrames> keep;  // trainer thread: where frames of keep_every go
  RateMeter rate;                    // trainer thread
  RunLog log;
  ToyFrameMaker maker;
  std::atomic<double> shown_rate{0};

  mutable std::mutex mutex;  // guards the rest
  std::condition_variable wake;
  std::deque<Sent> commands;
  ToyConfig current;
  bool running;
  bool finished = false;
  bool ran_into_divergence = false;  ///< a reset goes on where divergence stopped it
  bool stopping = false;
  bool wanted = true;              ///< the reader has taken the last frame
  bool dirty = true;               ///< something changed since the last frame
  double seconds_per_phase = 0;    ///< slow motion; 0 is off
  Clock::time_point next_phase{};  ///< slow motion: when the next phase is due
  int pace = 0;
  int since_frame = 0;
  FrameRequest request;
  std::shared_ptr<KeptFrames> kept;  ///< what the reader reads: of this recording, or of the last
  std::optional<std::string> failure;

  std::thread train_thread;
  std::thread observe_thread;
};

ToyWorker::ToyWorker(const ToyConfig& config, ToyWorkerOptions options)
    : impl_(std::make_unique<Impl>(config, std::move(options))) {}
ToyWorker::~ToyWorker() = default;

void ToyWorker::send(const ToyCommand& command) {
  if (const auto* reset = std::get_if<command::Reset>(&command)) check_config(reset->config);
  if (const auto* live = std::get_if<command::SetLive>(&command)) validate(live->config);
  const auto* record = std::get_if<command::Record>(&command);
  if (record != nullptr && impl_->only_kept()) throw Error("this worker keeps every frame already");
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->commands.push_back({command, record != nullptr ? impl_->open_or_close_kept(*record) : nullptr});
  }
  impl_->wake.notify_all();
}

ToyFramePtr ToyWorker::take_frame() {
  std::optional<ToyFramePtr> frame = impl_->maker.take();
  if (!frame) return nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->wanted = true;
  }
  impl_->wake.notify_all();
  return *frame;
}

ToyFramePtr ToyWorker::next_frame(double seconds) {
  const std::shared_ptr<KeptFrames> kept = impl_->with_lock([this] { return impl_->kept; });
  return kept ? kept->pop_for(seconds).value_or(nullptr) : nullptr;
}
bool ToyWorker::ended() const {
  const std::shared_ptr<KeptFrames> kept = impl_->with_lock([this] { return impl_->kept; });
  return !kept || kept->ended();
}

bool ToyWorker::has_frame() const { return impl_->maker.has_frame(); }

const RunLog& ToyWorker::log() const { return impl_->log; }
double ToyWorker::rate() const { return impl_->shown_rate; }

bool ToyWorker::running() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->running;
}

ToyConfig ToyWorker::config() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->current;
}

std::optional<std::string> ToyWorker::error() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->failure;
}

}  // namespace ganscope
