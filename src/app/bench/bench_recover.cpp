#include <algorithm>
#include <cmath>
#include <vector>

#include "app/bench/bench.hpp"
#include "app/bench/bench_report.hpp"
#include "app/files/assets.hpp"
#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "core/clock.hpp"
#include "core/rng.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/recovery/differentiable_generator.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// So many searches' latents, and pictures of other latents that they look for.
struct Searches {
  std::vector<float> latents;
  std::vector<int> labels;
  std::vector<float> targets;

  Searches(DifferentiableGenerator& generator, int count) {
    const LatentSpace& space = generator.card().latent;
    Rng rng(1, "bench");
    latents = draw_latents(space, count, rng);
    if (space.classes > 0) labels.assign(static_cast<std::size_t>(count), 0);
    targets = generator.generate(draw_latents(space, count, rng), labels).values;
  }
  [[nodiscard]] DifferentiableGenerator::Question question() const { return {latents, labels, targets}; }
};

struct Pair {
  double autograd = 0;  ///< seconds a step of all
  double ours = 0;
  double difference = 0;  ///< of the gradients, relative
  [[nodiscard]] double ratio() const { return autograd / ours; }
};

double relative_difference(const std::vector<float>& a, const std::vector<float>& b) {
  double squares = 0;
  double all = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += difference * difference;
    all += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  return std::sqrt(squares / all);
}

/// Medians of steps taken in turns, so that a busy moment of the machine hits both.
Pair measure(DifferentiableGenerator& autograd, DifferentiableGenerator& ours, int count, double seconds) {
  constexpr std::size_t kFewest = 5;
  const Searches searches(ours, count);
  const auto seconds_of = [&](DifferentiableGenerator& generator) {
    const Stopwatch watch;
    static_cast<void>(generator.gradients(searches.question()));
    return watch.seconds();
  };
  Pair pair;
  pair.difference = relative_difference(ours.gradients(searches.question()).gradients,
                                        autograd.gradients(searches.question()).gradients);
  std::vector<double> theirs;
  std::vector<double> mine;
  const Stopwatch watch;
  while (mine.size() < kFewest || watch.seconds() < seconds) {
    theirs.push_back(seconds_of(autograd));
    mine.push_back(seconds_of(ours));
  }
  pair.autograd = median(theirs);
  pair.ours = median(mine);
  return pair;
}

}  // namespace

int bench_recover(const BenchOptions& options, const ModelChoice& model) {
  use_threads(options.threads);
  GeneratorOptions open{.device = options.device, .tensor_prefix = model.tensor_prefix};
  if (!model.card.empty()) open.card = example_path(model.card);
  const auto autograd = open_differentiable(model_path(model.path), open, GradientPath::autograd);
  const auto ours = open_differentiable(model_path(model.path), open);
  tell_assumptions(ours->card(), model.path);
  const double part = options.seconds / 3;
  const Pair one = measure(*autograd, *ours, 1, part);
  const Pair sixteen = measure(*autograd, *ours, 16, part);
  const Pair sixty_four = measure(*autograd, *ours, 64, part);
  print_bench(options.json,
              {{"model", model.path},
               {"threads", options.threads},
               {"step_ms_batch_1", 1e3 * one.ours},
               {"autograd_step_ms_batch_1", 1e3 * one.autograd},
               {"step_ms_batch_16", 1e3 * sixteen.ours},
               {"autograd_step_ms_batch_16", 1e3 * sixteen.autograd},
               {"step_ms_batch_64", 1e3 * sixty_four.ours},
               {"autograd_step_ms_batch_64", 1e3 * sixty_four.autograd},
               {"relative_difference", std::max({one.difference, sixteen.difference, sixty_four.difference})},
               {"ratio_batch_1", one.ratio()},
               {"ratio_batch_16", sixteen.ratio()},
               {"ratio_batch_64", sixty_four.ratio()},
               {"ratio", std::min({one.ratio(), sixteen.ratio(), sixty_four.ratio()})}});
  return 0;
}

}  // namespace ganscope
