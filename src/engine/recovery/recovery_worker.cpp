#include "engine/recovery/recovery_worker.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"
#include "engine/recovery/latent_conditioning.hpp"
#include "engine/recovery/latent_search.hpp"
#include "engine/recovery/recovery_targets.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// Moments that are kept of a search; a longer one keeps every second of them, and so on.
constexpr std::size_t kMostMoments = 512;

PicturePtr picture_of(const std::vector<float>& values, const ImageShape& shape) {
  return pictures_of({1, shape, values}, 1).front();
}

/// Grey where both agree, lighter where the second has more.
std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = std::clamp(0.5F + 0.5F * (b[i] - a[i]), 0.F, 1.F);
  return out;
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
        live = std::exchange(changed, std::nullopt);
        steps = runs();
      }
      try {
        if (next) begin(*next);
        if (live && search) search->set_live(*live);
        if (steps && !next) step();
      } catch (const std::exception& e) {
        end_with(e.what());
      }
      publish_if_wanted();
    }
  }

  /// Holding the mutex.
  [[nodiscard]] bool runs() const { return running && has_search; }

  void begin(const RecoveryWish& what) {
    search.reset();
    moments.clear();
    every = 1;
    conditioning.reset();
    error.clear();
    ++run;
    if (!generator) generator = options.open();
    const ModelCard& card = generator->card();
    target = what.file.empty() ? known_target(what) : target_of_file(what.file, card.image);
    label.assign(card.latent.classes > 0 ? 1 : 0, what.label);
    search.emplace(*generator, ImageBatch{1, card.image, target.values}, label, what.config);
    keep(search->errors());
    const std::lock_guard lock(mutex);
    has_search = true;
    running = true;
    stale = true;
  }

  [[nodiscard]] RecoveryTarget known_target(const RecoveryWish& what) {
    const std::vector<float> z(what.latent.begin(), what.latent.end());
    const std::vector<int> labels(generator->card().latent.classes > 0 ? 1 : 0, what.label);
    return {.name = "this image", .values = generator->generate(z, labels).values, .known = what.latent};
  }

  void step() {
    search->step();
    if (search->state().iteration % every == 0) keep(search->errors());
    bool ended = search->finished();
    if (ended) {
      keep(search->measured_errors());
      try {
        conditioning =
            latent_conditioning(*generator, search->latent(moments.back().best), label).median_share();
      } catch (const std::exception&) {
        conditioning.reset();  // its images matter to each other
      }
    }
    const std::lock_guard lock(mutex);
    stale = true;
    if (ended) running = has_search = false;
  }

  void keep(const std::vector<float>& errors) {
    RecoveryMoment moment{search->state().iteration, errors, search->best_rows(errors).front(), {}};
    const std::vector<float> z = search->latent(moment.best);
    moment.latent.assign(z.begin(), z.end());
    moments.push_back(std::move(moment));
    if (moments.size() <= kMostMoments) return;
    std::vector<RecoveryMoment> fewer;
    for (std::size_t i = 0; i < moments.size(); i += 2) fewer.push_back(std::move(moments[i]));
    moments = std::move(fewer);
    every *= 2;
  }

  void end_with(const std::string& what) {
    error = what;
    const std::lock_guard lock(mutex);
    running = has_search = false;
    stale = true;
  }

  void publish_if_wanted() {
    {
      const std::lock_guard lock(mutex);
      if (!wanted || !stale) return;
      wanted = stale = false;
    }
    auto frame = std::make_shared<RecoveryFrame>();
    frame->run = run;
    frame->error = error;
    if (search) describe(*frame);
    {
      const std::lock_guard lock(mutex);
      frame->running = running;
      newest = std::move(frame);
    }
    if (options.notify) options.notify();
  }

  void describe(RecoveryFrame& frame) {
    const LatentSpace& space = generator->card().latent;
    const ImageShape& shape = generator->card().image;
    const RecoveryMoment& last = moments.back();
    frame.config = search->config();
    frame.name = target.name;
    frame.fitted = target.fitted;
    frame.iteration = search->state().iteration;
    frame.finished = search->finished();
    frame.best = last.best;
    frame.pixel_error = static_cast<double>(last.errors[static_cast<std::size_t>(last.best)]);
    const std::vector<float> z = search->latent(last.best);
    frame.latent.assign(z.begin(), z.end());
    if (!target.known.empty()) frame.z_error = distance(frame.latent, target.known) / norm(target.known);
    frame.length = norm(frame.latent);
    frame.typical_length = typical_radius(space);
    const auto size = static_cast<std::ptrdiff_t>(space.size);
    const auto from = search->resampled().begin() + last.best * size;
    frame.resampled.assign(from, from + size);
    frame.resampled_total = search->resampled_total();
    frame.dead = search->dead()[static_cast<std::size_t>(last.best)];
    frame.median_singular = conditioning;
    const std::vector<float> now = generator->generate(z, label).values;
    frame.target = picture_of(target.values, shape);
    frame.current = picture_of(now, shape);
    frame.difference = picture_of(difference(target.values, now), shape);
    frame.path = std::make_shared<const std::vector<RecoveryMoment>>(moments);
  }

  // --- data -------------------------------------------------------------------------------------

  const RecoveryWorkerOptions options;
  std::unique_ptr<DifferentiableGenerator> generator;  // worker thread, as all up to the mutex
  std::optional<LatentSearch> search;
  RecoveryTarget target;
  std::vector<int> label;
  std::vector<RecoveryMoment> moments;
  std::int64_t every = 1;  ///< iterations from one kept moment to the next
  std::optional<double> conditioning;
  std::string error;
  std::uint64_t run = 0;

  mutable std::mutex mutex;  // guards the rest
  std::condition_variable wake;
  std::optional<RecoveryWish> wish;
  std::optional<RecoveryConfig> changed;
  bool has_search = false;  ///< one that isn't at its end
  bool running = false;
  bool wanted = true;  ///< the reader has taken the last frame
  bool stale = false;  ///< something happened since the last frame
  bool stopping = false;
  RecoveryFramePtr newest;

  std::thread thread;
};

RecoveryWorker::RecoveryWorker(RecoveryWorkerOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
RecoveryWorker::~RecoveryWorker() = default;

void RecoveryWorker::search(RecoveryWish wish) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->wish = std::move(wish);
  }
  impl_->wake.notify_all();
}

void RecoveryWorker::set_running(bool on) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->running = on && impl_->has_search;
    impl_->stale = true;
  }
  impl_->wake.notify_all();
}

void RecoveryWorker::set_live(const RecoveryConfig& config) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->changed = config;
    impl_->stale = true;
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
