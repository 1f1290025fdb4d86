#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "app/bench/bench.hpp"
#include "app/bench/bench_report.hpp"
#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "core/clock.hpp"
#include "core/median.hpp"
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
  std::vector<double> differences;  ///< of each search's gradient, relative, the least first
  [[nodiscard]] double ratio() const { return autograd / ours; }
};

double relative_difference(std::span<const float> a, std::span<const float> b) {
  double squares = 0;
  double all = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += difference * difference;
    all += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  return std::sqrt(squares / all);
}

/// A search at a time: where rounding puts one activation on the other side of its kink, that search alone
/// has another gradient.
std::vector<double> differences_of_rows(const std::vector<float>& a, const std::vector<float>& b, int count) {
  const std::size_t size = a.size() / static_cast<std::size_t>(count);
  std::vector<double> out;
  for (std::size_t at = 0; at < a.size(); at += size)
    out.push_back(relative_difference(std::span(a).subspan(at, size), std::span(b).subspan(at, size)));
  std::sort(out.begin(), out.end());
  return out;
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
  pair.differences = differences_of_rows(ours.gradients(searches.question()).gradients,
                                         autograd.gradients(searches.question()).gradients, count);
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
  const GeneratorOptions open = chosen(model, {.device = options.device});
  const auto autograd = open_differentiable(model_path(model.path), open, GradientPath::autograd);
  const auto ours = open_differentiable(model_path(model.path), open);
  tell_assumptions(ours->card(), model.path, model.tensor_prefix);
  const double part = options.seconds / 3;
  const Pair one = measure(*autograd, *ours, 1, part);
  const Pair sixteen = measure(*autograd, *ours, 16, part);
  const Pair sixty_four = measure(*autograd, *ours, 64, part);
  print_bench(options.json, {{"model", model.path},
                             {"threads", options.threads},
                             {"step_ms_batch_1", 1e3 * one.ours},
                             {"autograd_step_ms_batch_1", 1e3 * one.autograd},
                             {"step_ms_batch_16", 1e3 * sixteen.ours},
                             {"autograd_step_ms_batch_16", 1e3 * sixteen.autograd},
                             {"step_ms_batch_64", 1e3 * sixty_four.ours},
                             {"autograd_step_ms_batch_64", 1e3 * sixty_four.autograd},
                             {"relative_difference", median(sixty_four.differences)},
                             {"relative_difference_most", sixty_four.differences.back()},
                             {"ratio_batch_1", one.ratio()},
                             {"ratio_batch_16", sixteen.ratio()},
                             {"ratio_batch_64", sixty_four.ratio()},
                             {"ratio", std::min({one.ratio(), sixteen.ratio(), sixty_four.ratio()})}});
  return 0;
}

}  // namespace ganscope
