#include "app/bench/bench.hpp"

#include <algorithm>
#include <semaphore>
#include <thread>
#include <vector>

#include "app/bench/bench_report.hpp"
#include "app/toy/frame_request.hpp"
#include "app/toy/offscreen_host.hpp"
#include "core/clock.hpp"
#include "core/median.hpp"
#include "engine/threads.hpp"
#include "engine/train/plain_toy_loop.hpp"
#include "engine/train/products_alone.hpp"
#include "engine/train/toy_trainer.hpp"
#include "engine/train/toy_worker.hpp"

namespace ganscope {
namespace {

constexpr int kWarmUp = 20;
constexpr int kSlice = 40;         ///< iterations timed at a time, ours and plain in turns
constexpr int kSmallSlice = 2000;  ///< the same of networks that take microseconds

double our_seconds(ToyTrainer& trainer, int iterations) {
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) trainer.step();
  return watch.seconds();
}

struct ToyPair {
  double ours = 0;  ///< iterations a second
  double plain = 0;
  double products = 0;  ///< iterations a second if there were nothing but our matrix products
};

/// Medians over slices taken in turns, so that a busy moment of the machine hits all.
ToyPair measure_pair(const ToyConfig& config, int threads, double seconds, int slice = kSlice) {
  use_threads(threads);
  ToyTrainer trainer(config);
  our_seconds(trainer, kWarmUp);
  std::vector<double> ours;
  std::vector<double> plain;
  std::vector<double> products;
  const Stopwatch watch;
  while (ours.size() < 3 || watch.seconds() < seconds) {
    ours.push_back(slice / our_seconds(trainer, slice));
    products.push_back(slice / products_alone_seconds(config, kWarmUp / 4, slice));
    plain.push_back(slice / plain_toy_loop_seconds(config, kWarmUp / 4, slice));
  }
  return {median(ours), median(plain), median(products)};
}

/// Both at one and at two threads; what each does best.
struct ToyRow {
  ToyPair one;
  ToyPair two;
  [[nodiscard]] double ratio() const { return std::max(one.ours, two.ours) / std::max(one.plain, two.plain); }
};

ToyRow measure_row(const ToyConfig& config, double seconds) {
  return {measure_pair(config, 1, seconds), measure_pair(config, 2, seconds)};
}

/// What GAN Lab opens with, as far as its networks go.
ToyConfig small_game() {
  ToyConfig config;
  config.batch = 150;
  for (NetworkConfig* side : {&config.generator, &config.discriminator}) {
    side->widths = {8, 8};
    side->activation = Activation::relu;
    side->normalisation = Normalisation::none;
    side->optimiser = OptimiserKind::sgd;
    side->momentum = 0;
    side->rate = 0.03;
  }
  config.discriminator.updates = 2;
  return config;
}

/// The frame times' percentile, milliseconds.
double percentile(std::vector<double> seconds, double share) {
  if (seconds.empty()) return 0;
  std::sort(seconds.begin(), seconds.end());
  return 1000 * seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))];
}

}  // namespace

int bench_toy_training(const BenchOptions& options) {
  const ToyConfig config;
  const ToyRow paper = measure_row(config, options.seconds);
  ToyConfig separate = config;
  separate.batches = NormalisationBatches::separate;
  ToyConfig plain = config;
  plain.generator.normalisation = plain.discriminator.normalisation = Normalisation::none;
  ToyConfig adam = config;
  adam.generator.optimiser = adam.discriminator.optimiser = OptimiserKind::adam;
  const double separate_ratio = measure_row(separate, options.seconds).ratio();
  const double plain_ratio = measure_row(plain, options.seconds).ratio();
  const double adam_ratio = measure_row(adam, options.seconds).ratio();
  const ToyPair small = measure_pair(small_game(), 1, options.seconds, kSmallSlice);
  const double share_1 = paper.one.ours / paper.one.products;
  const double share_2 = paper.two.ours / paper.two.products;
  print_bench(options.json, {{"network", "20-40-100-200-200-100-40-20, batch 256"},
                             {"iterations_per_second_1_thread", paper.one.ours},
                             {"plain_1_thread", paper.one.plain},
                             {"iterations_per_second_2_threads", paper.two.ours},
                             {"plain_2_threads", paper.two.plain},
                             {"ratio", paper.ratio()},
                             {"ratio_1_thread", paper.one.ours / paper.one.plain},
                             {"gemm_share", std::min(share_1, share_2)},
                             {"gemm_share_1_thread", share_1},
                             {"gemm_share_2_threads", share_2},
                             {"separate", separate_ratio},
                             {"plain", plain_ratio},
                             {"adam", adam_ratio},
                             {"small_epochs_per_second", small.ours},
                             {"small_plain_epochs_per_second", small.plain}});
  return 0;
}

int bench_view_training(const BenchOptions& options) {
  constexpr int kWidth = 1280;
  constexpr int kHeight = 720;
  constexpr double kPictureInterval = 1.0 / 30;
  const ToyConfig config;
  use_threads(1);
  double headless = 0;
  {
    ToyTrainer trainer(config);
    our_seconds(trainer, kWarmUp);
    const Stopwatch watch;
    int iterations = 0;
    for (; watch.seconds() < options.seconds; ++iterations) trainer.step();
    headless = iterations / watch.seconds();
  }

  OffscreenHost host(kWidth, kHeight);
  ToyViewState state;
  ToyPanelInput input;
  RunLog::Reader curves;
  fill_catalogue(input);
  input.config = input.draft = config;
  input.curves = &curves.curves;
  input.running = true;
  ToyWorkerOptions worker_options;
  worker_options.request = host.request(config, state);
  worker_options.metrics_every = 100;
  worker_options.gives_way = true;
  // Like the window, the loop sleeps until the worker has something.
  std::counting_semaphore<1024> news(0);
  worker_options.notify = [&news] { news.release(); };
  ToyWorker worker(config, worker_options);
  std::vector<double> frame_seconds;
  const auto watch_for = [&](double seconds) {
    const Stopwatch watch;
    int pictures = 0;
    while (watch.seconds() < seconds) {
      (void)news.try_acquire_for(std::chrono::milliseconds(100));
      const Stopwatch frame_watch;
      if (const ToyFramePtr frame = worker.take_frame()) {
        worker.log().catch_up(curves);
        input.frame = frame.get();
        input.iteration = frame->step.iteration;
        input.rate = worker.rate();
        host.show(frame, input, state);
        ++pictures;
        frame_seconds.push_back(frame_watch.seconds());
      }
      if (const double rest = kPictureInterval - frame_watch.seconds(); rest > 0)
        std::this_thread::sleep_for(std::chrono::duration<double>(rest));
    }
    return pictures / watch.seconds();
  };
  watch_for(1);
  frame_seconds.clear();
  const std::size_t before = curves.curves.steps().size();
  const Stopwatch watch;
  const double pictures = watch_for(options.seconds);
  worker.log().catch_up(curves);
  const double rate = static_cast<double>(curves.curves.steps().size() - before) / watch.seconds();
  print_bench(options.json, {{"picture", "1280x720 with panels"},
                             {"iterations_per_second_headless_1_thread", headless},
                             {"iterations_per_second_with_view", rate},
                             {"pictures_per_second", pictures},
                             {"interface_frame_ms_p50", percentile(frame_seconds, 0.5)},
                             {"interface_frame_ms_p95", percentile(frame_seconds, 0.95)},
                             {"ratio", rate / headless}});
  return 0;
}

}  // namespace ganscope
