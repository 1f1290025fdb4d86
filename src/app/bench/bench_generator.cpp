#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <sstream>
#include <vector>

#include "app/bench/bench.hpp"
#include "app/bench/bench_report.hpp"
#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/median.hpp"
#include "core/rng.hpp"
#include "engine/inference/open_generator.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/models/generator.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// Latents and labels for so many images.
struct Batch {
  std::vector<float> latents;
  std::vector<int> labels;

  Batch(const LatentSpace& space, int count) {
    Rng rng(1, "bench");
    latents = draw_latents(space, count, rng);
    if (space.classes > 0) labels.assign(static_cast<std::size_t>(count), 0);
  }
};

struct GeneratorPair {
  double eager = 0;  ///< seconds a batch
  double ours = 0;
};

double seconds_a_pass(Generator& generator, const Batch& batch, int passes) {
  const Stopwatch watch;
  for (int i = 0; i < passes; ++i) (void)generator.generate(batch.latents, batch.labels);
  return watch.seconds() / passes;
}

/// Medians of passes taken in turns, so that a busy moment of the machine hits both.
GeneratorPair measure(Generator& eager, Generator& ours, int count, double seconds) {
  constexpr std::size_t kFewest = 5;
  constexpr double kShortest = 5e-3;  // of one measurement, so that the clock's own cost vanishes
  const Batch batch(eager.latent_space(), count);
  const auto seconds_of = [&](Generator& generator, int passes) {
    return seconds_a_pass(generator, batch, passes);
  };
  (void)seconds_of(eager, 2);
  const double first = seconds_of(ours, 2);
  const int passes = std::max(1, static_cast<int>(kShortest / std::max(first, 1e-6)));
  std::vector<double> eager_seconds;
  std::vector<double> our_seconds;
  const Stopwatch watch;
  while (our_seconds.size() < kFewest || watch.seconds() < seconds) {
    eager_seconds.push_back(seconds_of(eager, passes));
    our_seconds.push_back(seconds_of(ours, passes));
  }
  return {median(eager_seconds), median(our_seconds)};
}

GeneratorOptions open_options(const BenchOptions& options, const ModelChoice& model, bool fold) {
  return chosen(model, {.device = options.device, .fold = fold});
}

/// The answer to a line of bench_generator_by_turns().
nlohmann::ordered_json answer(Generator& generator, const std::string& line) {
  std::istringstream words(line);
  if (line.starts_with("image ")) {
    std::string word;
    words >> word;
    const std::vector<float> latent{std::istream_iterator<float>(words), std::istream_iterator<float>()};
    const int classes = generator.latent_space().classes;
    return generator.generate(latent, std::vector<int>(classes > 0 ? 1 : 0)).values;
  }
  constexpr int kMost = 1 << 20;
  int images = 0;
  int passes = 0;
  if (!(words >> images >> passes) || images < 1 || passes < 1 || images > kMost || passes > kMost)
    throw UsageError("'" + line + "' on standard input; expected 'IMAGES PASSES' or 'image' and a latent");
  const Batch batch(generator.latent_space(), images);
  return seconds_a_pass(generator, batch, passes);
}

}  // namespace

int bench_generator_by_turns(const BenchOptions& options, const ModelChoice& model) {
  use_threads(options.threads);
  const auto generator = open_generator(model_path(model.path), open_options(options, model, true));
  const auto say = [](const nlohmann::ordered_json& what) {
    std::printf("%s\n", what.dump().c_str());
    std::fflush(stdout);
  };
  const ImageShape shape = generator->image_shape();
  say({{"model", model.path},
       {"latent", generator->latent_space().size},
       {"image", {shape.channels, shape.height, shape.width}},
       {"threads", options.threads}});
  for (std::string line; std::getline(std::cin, line);)
    if (!line.empty()) say(answer(*generator, line));
  return 0;
}

int bench_generator(const BenchOptions& options, const ModelChoice& model) {
  use_threads(options.threads);
  const auto eager = open_generator(model_path(model.path), open_options(options, model, false));
  const Stopwatch load;
  const auto ours = open_generator(model_path(model.path), open_options(options, model, true));
  tell_assumptions(ours->card(), model.path, model.tensor_prefix);
  const double load_seconds = load.seconds();
  const double part = options.seconds / 3;
  const GeneratorPair one = measure(*eager, *ours, 1, part);
  const GeneratorPair sixteen = measure(*eager, *ours, 16, part);
  const GeneratorPair sixty_four = measure(*eager, *ours, 64, part);
  const auto ratio = [](const GeneratorPair& pair) { return pair.eager / pair.ours; };
  print_bench(options.json, {{"model", model.path},
                             {"device", ours->device()},
                             {"threads", options.threads},
                             {"load_ms", 1e3 * load_seconds},
                             {"latency_ms_batch_1", 1e3 * one.ours},
                             {"eager_latency_ms_batch_1", 1e3 * one.eager},
                             {"images_per_second_batch_16", 16 / sixteen.ours},
                             {"eager_images_per_second_batch_16", 16 / sixteen.eager},
                             {"images_per_second_batch_64", 64 / sixty_four.ours},
                             {"eager_images_per_second_batch_64", 64 / sixty_four.eager},
                             {"ratio_batch_1", ratio(one)},
                             {"ratio_batch_16", ratio(sixteen)},
                             {"ratio_batch_64", ratio(sixty_four)},
                             {"ratio", std::min({ratio(one), ratio(sixteen), ratio(sixty_four)})}});
  return 0;
}

}  // namespace ganscope
