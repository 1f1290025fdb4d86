#include "engine/recovery/recovery_worker.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "core/clock.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"
#include "engine/recovery/kept_moments.hpp"
#include "engine/recovery/latent_conditioning.hpp"
#include "engine/recovery/latent_search.hpp"
#include "engine/recovery/recovery_targets.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// Seconds over which the rate is measured.
constexpr double kRateTime = 0.5;

bool same_model(const ImageConfig& a, const ImageConfig& b) {
  return a.model == b.model && a.card == b.card && a.tensor_prefix == b.tensor_prefix &&
         a.device == b.device && a.trust == b.trust;
}

}  // namespace

struct RecoveryWorker::Impl {
  explicit Impl(RecoveryWorkerOptions o) : options(std::move(o)) {
    thread = std::thread([this] { loop(); });
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    thread.join();
  }

  // --- worker thread ----------------------------------------------------------------------------

  void loop() {
    use_threads(options.threads);
    give_way_to_drawing();
    while (true) {
      std::optional<RecoveryWish> next;
      std::optional<RecoveryConfig> live;
      bool steps = false;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return stopping || wish || changed || runs() || (wanted && stale); });
        if (stopping) return;
        next = std::exchange(wish, std::nullopt);
        if (next) run = wishes;
        live = std::exchange(changed, std::nullopt);
        steps = runs() && !next;
        if (steps) single = false;
      }
      if (steps && !stepping) rate.resume();
      stepping = steps;
      try {
        if (next) begin(*next);
        if (live && search) change(*live);
        if (steps && search && !search->finished()) step();
      } catch (const std::exception& e) {
        end_with(e.what());
      }
      publish_if_wanted();
    }
  }

  /// Holding the mutex.
  [[nodiscard]] bool runs() const { return has_search && (running || single); }

  void begin(const RecoveryWish& what) {
    forget();
    asked = what;
    starting = true;
    publish();  // what is said meanwhile
    if (!generator || !same_model(opened, what.model)) {
      generator.reset();
      generator = options.open(what.model);
      opened = what.model;
    }
    const ModelCard& card = generator->card();
    target = what.file.empty() ? known_target(what) : target_of_file(what.file, card.image);
    target_picture = picture_of(target.values, card.image);
    label.assign(card.latent.classes > 0 ? 1 : 0, what.label);
    publish();  // the target, while starts are chosen
    search.emplace(*generator, ImageBatch{1, card.image, target.values}, label, what.config);
    starting = false;
    take_moment(search->measured_errors(), search->state().latents, {}, 0);
    rate.resume();
    const std::lock_guard lock(mutex);
    has_search = true;
    running = !pauses;
    stale = true;
  }

  void forget() {
    search.reset();
    moments.clear();
    now.reset();
    conditioning.reset();
    error.clear();
    target = {};
    target_picture.reset();
    rate.reset();
    const std::lock_guard lock(mutex);
    has_search = running = single = false;
  }

  [[nodiscard]] RecoveryTarget known_target(const RecoveryWish& what) {
    const std::vector<float> z(what.latent.begin(), what.latent.end());
    const std::vector<int> labels(generator->card().latent.classes > 0 ? 1 : 0, what.label);
    return {.name = what.name, .values = generator->generate(z, labels).values, .known = what.latent};
  }

  /// A step tells how near its search was before it: the moment that it ends is known then.
  void step() {
    const std::vector<float> latents = search->state().latents;
    const std::vector<bool> resampled = search->resampled();
    const std::int64_t total = search->resampled_total();
    search->step();
    rate.add();
    take_moment(search->errors(), latents, resampled, total);
    now->iteration = search->state().iteration - 1;
    now->dead = search->dead()[static_cast<std::size_t>(now->best)];
    keep();
    if (search->finished()) finish();
    const std::lock_guard lock(mutex);
    stale = true;
  }

  /// The last step's result, and how well its latent can be known.
  void finish() {
    const bool dead = now && now->dead;
    take_moment(search->measured_errors(), search->state().latents, search->resampled(),
                search->resampled_total());
    now->dead = dead;
    keep(/*always=*/true);
    try {
      const std::vector<float> z(now->latent.begin(), now->latent.end());
      conditioning = latent_conditioning(*generator, z, label).median_share();
    } catch (const std::exception&) {
      conditioning.reset();  // its images matter to each other
    }
    const std::lock_guard lock(mutex);
    running = has_search = false;
    stale = true;
  }

  void change(const RecoveryConfig& config) {
    const bool ended = search->finished();
    search->set_live(config);
    if (!ended && search->finished()) return finish();
    const std::lock_guard lock(mutex);
    stale = true;
    if (!ended || search->finished() || !error.empty()) return;
    conditioning.reset();
    has_search = true;
    running = !pauses;
  }

  /// `latents`, `resampled`: of all restarts, as they were with these errors.
  void take_moment(const std::vector<float>& errors, const std::vector<float>& latents,
                   const std::vector<bool>& resampled, std::int64_t total) {
    const auto size = static_cast<std::ptrdiff_t>(generator->card().latent.size);
    auto moment = std::make_shared<RecoveryMoment>();
    moment->iteration = search->state().iteration;
    moment->errors = errors;
    moment->best = search->best_rows(errors).front();
    const auto z = latents.begin() + moment->best * size;
    moment->latent.assign(z, z + size);
    if (!target.known.empty()) moment->z_error = relative_distance(moment->latent, target.known);
    moment->length = norm(moment->latent);
    moment->resampled.assign(static_cast<std::size_t>(size), false);
    if (!resampled.empty()) {
      const auto from = resampled.begin() + moment->best * size;
      moment->resampled.assign(from, from + size);
    }
    moment->resampled_total = total;
    now = std::move(moment);
    if (moments.empty()) keep();
  }

  void draw_now() {
    if (now->picture) return;
    const std::vector<float> z(now->latent.begin(), now->latent.end());
    now->picture = picture_of(generator->generate(z, label).values, generator->card().image);
  }

  void keep(bool always = false) {
    if (!moments.takes(now->iteration, always)) return;
    draw_now();
    moments.keep(now);
  }

  void end_with(const std::string& what) {
    error = what;
    starting = false;
    const std::lock_guard lock(mutex);
    running = has_search = single = false;
    stale = true;
  }

  void publish_if_wanted() {
    {
      const std::lock_guard lock(mutex);
      if (!wanted || !stale) return;
    }
    publish();
  }

  /// Also in the place of one that wasn't taken yet.
  void publish() {
    auto frame = std::make_shared<RecoveryFrame>();
    try {
      describe(*frame);
    } catch (const std::exception& e) {
      end_with(e.what());  // its picture could not be made
      frame->error = error;
    }
    {
      const std::lock_guard lock(mutex);
      frame->running = starting ? !pauses : running;
      wanted = stale = false;
      newest = std::move(frame);
    }
    if (options.notify) options.notify();
  }

  void describe(RecoveryFrame& frame) {
    frame.run = run;
    frame.error = error;
    frame.starting = starting;
    frame.config = search ? search->config() : asked.config;
    frame.name = asked.file.empty() ? asked.name : asked.file.stem().string();
    frame.fitted = target.fitted;
    frame.target = target_picture;
    frame.known = !target.known.empty();
    if (!generator || !target_picture) return;
    frame.space = generator->card().latent;
    frame.typical_length = typical_radius(frame.space);
    if (!search || !now) return;
    draw_now();
    // `now` goes on to change until it is kept: a reader has one of its own.
    frame.now = std::make_shared<const RecoveryMoment>(*now);
    frame.path = std::make_shared<const RecoveryPath>(moments.path());
    frame.finished = search->finished();
    frame.steps_per_second = rate.rate();
    frame.median_singular = conditioning;
  }

  // --- data -------------------------------------------------------------------------------------

  const RecoveryWorkerOptions options;
  ImageConfig opened;                                  // worker thread, as all up to the mutex
  std::unique_ptr<DifferentiableGenerator> generator;  ///< of `opened`
  RecoveryWish asked;
  std::optional<LatentSearch> search;
  RecoveryTarget target;
  PicturePtr target_picture;
  std::vector<int> label;
  std::shared_ptr<RecoveryMoment> now;
  KeptMoments moments;
  std::optional<double> conditioning;
  RateMeter rate{kRateTime};
  bool stepping = false;  ///< the last turn made a step
  bool starting = false;
  std::string error;
  std::uint64_t run = 0;

  mutable std::mutex mutex;  // guards the rest
  std::condition_variable wake;
  std::optional<RecoveryWish> wish;
  std::uint64_t wishes = 0;  ///< so far
  std::optional<RecoveryConfig> changed;
  bool has_search = false;  ///< one that isn't at its end
  bool running = false;
  bool single = false;  ///< one step is wanted
  bool pauses = false;  ///< a person wants it so, also before the search has begun
  bool wanted = true;   ///< the reader has taken the last frame
  bool stale = false;   ///< something happened since the last frame
  bool stopping = false;
  RecoveryFramePtr newest;

  std::thread thread;
};

RecoveryWorker::RecoveryWorker(RecoveryWorkerOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
RecoveryWorker::~RecoveryWorker() = default;

std::uint64_t RecoveryWorker::search(RecoveryWish wish) {
  std::uint64_t run = 0;
  {
    const std::lock_guard lock(impl_->mutex);
    run = ++impl_->wishes;
    impl_->wish = std::move(wish);
    impl_->changed.reset();  // what was changed of the one before
    impl_->pauses = false;
  }
  impl_->wake.notify_all();
  return run;
}

void RecoveryWorker::set_running(bool on) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->running = on && impl_->has_search;
    impl_->pauses = !on;
    impl_->stale = true;
  }
  impl_->wake.notify_all();
}

void RecoveryWorker::step() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->running = false;
    impl_->pauses = true;
    impl_->single = impl_->has_search;
    impl_->stale = true;
  }
  impl_->wake.notify_all();
}

void RecoveryWorker::set_live(const RecoveryConfig& config) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->changed = config;
  }
  impl_->wake.notify_all();
}

RecoveryFramePtr RecoveryWorker::take_frame() {
  RecoveryFramePtr frame;
  {
    const std::lock_guard lock(impl_->mutex);
    frame = std::exchange(impl_->newest, nullptr);
    impl_->wanted = impl_->wanted || frame != nullptr;
  }
  if (frame) impl_->wake.notify_all();
  return frame;
}

bool RecoveryWorker::has_frame() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->newest != nullptr;
}

}  // namespace ganscope
