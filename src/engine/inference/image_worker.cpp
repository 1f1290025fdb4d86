#include "engine/inference/image_worker.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/clock.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/picture_list.hpp"
#include "engine/models/open_model.hpp"
#include "engine/threads.hpp"
#include "exchange/mailbox.hpp"

namespace ganscope {
namespace {

/// Seconds of work on strip, thumbnails and grid between two looks for a newer request.
constexpr double kSliceSeconds = 0.015;
constexpr int kMostInSlice = 16;
/// Pixels of a whole grid each way at most; larger images are kept smaller, which only a grid of many
/// large ones is, and no screen shows more.
constexpr int kMostGridPixels = 4096;

}  // namespace

struct ImageWorker::Impl {
  explicit Impl(ImageWorkerOptions o) : options(std::move(o)) {
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
      std::optional<ImageConfig> opening;
      std::optional<ImageRequest> next;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return stopping || to_open || newest || work_left(); });
        if (stopping) return;
        opening = std::exchange(to_open, std::nullopt);
        if (!opening) next = std::exchange(newest, std::nullopt);
      }
      try {
        if (opening)
          try_to_open(*opening);
        else if (next)
          take(std::move(*next));
        else
          work_on();
      } catch (const std::exception& e) {
        fail(e.what());
      }
    }
  }

  void fail(const std::string& what) {
    state.error = what;
    ++state.failures;
    broken = true;  // the same work would fail again; a new request tries anew
    publish();
  }

  void try_to_open(const ImageConfig& config) {
    state.opening = true;
    publish();
    state.opening = false;
    try {
      use(options.open(config), config);
    } catch (const std::exception& e) {
      state.error = e.what();
      state.card_may_help = dynamic_cast<const CardError*>(&e) != nullptr;
      ++state.failures;
    }
    publish();
  }

  void use(std::unique_ptr<Generator> opened, const ImageConfig& config) {
    generator = std::move(opened);
    auto info = std::make_shared<ModelInfo>();
    const ModelCard& card = generator->card();
    info->generation = ++generation;
    info->path = config.model;
    info->name = card.name;
    info->data = card.data;
    info->licence = card.licence;
    info->source = card.source;
    info->assumptions = card.assumptions;
    info->device = generator->device();
    info->space = generator->latent_space();
    info->shape = generator->image_shape();
    for (PictureList* list : {&strip, &thumbnails, &grid}) list->clear();
    current = {};
    state.model = std::move(info);
    state.seconds_per_image = 0;
    state.error.clear();
    state.card_may_help = false;
    broken = false;
  }

  void take(ImageRequest next) {
    if (!generator || next.generation != generation) return;
    const bool relabelled = next.label != current.label;
    const bool moved = relabelled || broken || !state.image || next.latent != current.latent;
    if (relabelled)
      for (PictureList* list : {&strip, &thumbnails, &grid}) list->expire();
    if (next.strip != current.strip) strip.want(next.strip, 1, static_cast<int>(next.strip.size()));
    if (next.thumbnails != current.thumbnails)
      thumbnails.want(next.thumbnails, 1, static_cast<int>(next.thumbnails.size()));
    if (next.grid != current.grid)
      grid.want(next.grid ? *next.grid : std::vector<Latent>(), next.rows, next.columns);
    current = std::move(next);
    broken = false;
    if (moved) {
      const Stopwatch watch;
      state.image = generated_pictures(*generator, {&current.latent, 1}, current.label)[0];
      measure(watch.seconds(), 1);
      state.latent = current.latent;
    }
    state.stamp = current.stamp;
    publish();
    // Without this a path in motion would starve everything else.
    work_on();
  }

  /// Holding the mutex or on the worker's thread.
  [[nodiscard]] bool work_left() const {
    return !broken && strip.waiting() + thumbnails.waiting() + grid.waiting() > 0;
  }

  /// One slice of the list whose turn it is.
  void work_on() {
    if (!work_left()) return;
    const std::array<PictureList*, 3> lists{&strip, &thumbnails, &grid};
    while (lists[turn % lists.size()]->waiting() == 0) ++turn;
    PictureList& list = *lists[turn++ % lists.size()];
    const double each = std::max(state.seconds_per_image, 1e-5);
    const int count = std::clamp(static_cast<int>(kSliceSeconds / each), 1, kMostInSlice);
    const std::vector<std::size_t> places = list.next(count);
    std::vector<Latent> latents;
    for (const std::size_t place : places) latents.push_back(list.latent(place));
    const Stopwatch watch;
    const std::vector<PicturePtr> made = generated_pictures(*generator, latents, current.label, kMostInSlice);
    measure(watch.seconds(), static_cast<int>(made.size()));
    const int factor = &list == &grid ? grid_factor() : 1;
    for (std::size_t i = 0; i < places.size(); ++i) list.put(places[i], shrunk(made[i], factor));
    publish();
  }

  [[nodiscard]] int grid_factor() const {
    const ImageShape shape = generator->image_shape();
    const int side = std::max(grid.columns() * shape.width, grid.rows() * shape.height);
    return (side + kMostGridPixels - 1) / kMostGridPixels;
  }

  void measure(double seconds, int images) {
    const double each = seconds / images;
    double& mean = state.seconds_per_image;
    mean = mean == 0 ? each : 0.8 * mean + 0.2 * each;
  }

  void publish() {
    state.strip = strip.shown();
    state.thumbnails = thumbnails.shown();
    state.grid = {grid.rows(), grid.columns(), grid.shown()};
    state.grid_waiting = grid.waiting();
    latest.put(std::make_shared<const ImageFrame>(state));
    if (options.notify) options.notify();
  }

  // --- data -------------------------------------------------------------------------------------

  const ImageWorkerOptions options;
  std::unique_ptr<Generator> generator;
  std::uint64_t generation = 0;
  ImageRequest current;  ///< that the lists are made for
  ImageFrame state;      ///< the next frame
  PictureList strip, thumbnails, grid;
  std::size_t turn = 0;
  bool broken = false;
  Mailbox<ImageFramePtr> latest;

  std::mutex mutex;  // guards the rest
  std::condition_variable wake;
  std::optional<ImageConfig> to_open;
  std::optional<ImageRequest> newest;
  bool stopping = false;

  std::thread thread;
};

ImageWorker::ImageWorker(ImageWorkerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
ImageWorker::~ImageWorker() = default;

void ImageWorker::open(const ImageConfig& config) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->to_open = config;
    impl_->newest.reset();
  }
  impl_->wake.notify_all();
}

void ImageWorker::request(ImageRequest request) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->newest = std::move(request);
  }
  impl_->wake.notify_all();
}

ImageFramePtr ImageWorker::take_frame() { return impl_->latest.take().value_or(nullptr); }
bool ImageWorker::has_frame() const { return !impl_->latest.empty(); }

}  // namespace ganscope
