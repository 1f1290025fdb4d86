#include <cmath>
#include <memory>
#include <vector>

#include "app/bench/bench.hpp"
#include "app/bench/bench_report.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/median.hpp"
#include "core/rng.hpp"
#include "engine/threads.hpp"
#include "engine/train/image_trainer.hpp"
#include "engine/train/plain_image_loop.hpp"

namespace ganscope {
namespace {

/// Noise in memory: what a step costs doesn't depend on what it sees.
ImageSetPtr noise_images(int count, int channels, int side) {
  auto pixels = std::make_shared<std::vector<std::uint8_t>>();
  Rng rng(1, "bench images");
  auto set = std::make_shared<ImageSet>();
  set->name = "noise";
  set->count = count;
  set->channels = channels;
  set->height = set->width = side;
  for (std::size_t i = 0; i < set->image_size() * static_cast<std::size_t>(count); ++i)
    pixels->push_back(static_cast<std::uint8_t>(rng.next()));
  set->values = *pixels;
  set->storage = std::move(pixels);
  return set;
}

struct TrainPair {
  double ours = 0;  ///< iterations a second
  double plain = 0;
};

template <class Trainer>
double rate_of(Trainer& trainer, int iterations) {
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) trainer.step();
  return iterations / watch.seconds();
}

/// Medians over slices taken in turns, so that a busy moment of the machine hits both.
TrainPair measure(const ImageTrainConfig& config, const ImageSetPtr& data, int slice, double seconds) {
  constexpr std::size_t kFewest = 5;
  ImageTrainer ours(config, data);
  PlainImageLoop plain(config, data);
  rate_of(ours, slice);
  rate_of(plain, slice);
  std::vector<double> our_rates;
  std::vector<double> plain_rates;
  const Stopwatch watch;
  while (our_rates.size() < kFewest || watch.seconds() < seconds) {
    our_rates.push_back(rate_of(ours, slice));
    plain_rates.push_back(rate_of(plain, slice));
  }
  if (!std::isfinite(plain.discriminator_loss() + plain.generator_loss()))
    throw Error("the plain loop diverged");
  return {median(our_rates), median(plain_rates)};
}

}  // namespace

int bench_image_training(const BenchOptions& options) {
  use_threads(options.threads);
  ImageTrainConfig dcgan;
  take_defaults(dcgan);
  const TrainPair large = measure(dcgan, noise_images(256, 3, 64), 1, options.seconds);
  ImageTrainConfig dense;
  dense.arch = Architecture::dense;
  take_defaults(dense);
  const TrainPair small = measure(dense, noise_images(512, 1, 28), 10, options.seconds);
  const double dcgan_ratio = large.ours / large.plain;
  const double dense_ratio = small.ours / small.plain;
  print_bench(options.json, {{"network", "dcgan 3x64x64, and dense 1x28x28; batch 64"},
                             {"threads", options.threads},
                             {"dcgan_iterations_per_second", large.ours},
                             {"dcgan_plain", large.plain},
                             {"dcgan_ratio", dcgan_ratio},
                             {"dense_iterations_per_second", small.ours},
                             {"dense_plain", small.plain},
                             {"dense_ratio", dense_ratio},
                             {"ratio", std::min(dcgan_ratio, dense_ratio)}});
  return 0;
}

}  // namespace ganscope
