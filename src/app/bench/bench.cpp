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
#include "engine/train/toy_trainer.hpp"
#include "engine/train/toy_worker.hpp"

namespace ganscope {
namespace {

constexpr int kWarmUp = 20;
constexpr int kSlice = 40;  ///< iterations timed at a time, ours and plain in turns

double our_seconds(ToyTrainer& trainer, int iterations) {
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) trainer.step();
  return watch.seconds();
}

struct ToyPair {
  double ours = 0;  ///< iterations a second
  double plain = 0;
};

/// Medians over slices taken in turns, so that a busy moment of the machine hits both.
ToyPair measure_pair(const ToyConfig& config, int threads, double seconds) {
  use_threads(threads);
  ToyTrainer trainer(config);
  our_seconds(trainer, kWarmUp);
  std::vector<double> ours;
  std::vector<double> plain;
  const Stopwatch watch;
  while (ours.size() < 3 || watch.seconds() < seconds) {
    ours.push_back(kSlice / our_seconds(trainer, kSlice));
    plain.push_back(kSlice / plain_toy_loop_seconds(config, kWarmUp / 4, kSlice));
  }
  return {median(ours), median(plain)};
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
  const ToyPair one = measure_pair(config, 1, options.seconds);
  const ToyPair two = measure_pair(config, 2, options.seconds);
  print_bench(options.json, {{"network", "20-40-100-200-200-100-40-20, batch 256"},
                             {"iterations_per_second_1_thread", one.ours},
                             {"plain_1_thread", one.plain},
                             {"iterations_per_second_2_threads", two.ours},
                             {"plain_2_threads", two.plain},
                             {"ratio", one.ours / one.plain},
                             {"ratio_2_threads", two.ours / two.plain}});
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
