#include "engine/inference/tuned_network.hpp"

#include <algorithm>

#include "core/clock.hpp"
#include "engine/inference/folded_network.hpp"

namespace ganscope {
namespace {

constexpr double kBudget = 0.12;  ///< seconds
constexpr std::int64_t kMostAtOnce = 64;

/// So many images that the numbers going in and out of the largest step take some megabytes: enough to
/// use packed weights more than once, few enough for the caches.
std::int64_t chunk_for_caches(const std::vector<NetworkLayer>& layers) {
  constexpr std::int64_t kNumbers = 2 << 20;
  std::int64_t largest = 1;
  for (const NetworkLayer& layer : layers)
    largest = std::max(largest, *element_count(layer.plan.in) + *element_count(layer.plan.out));
  std::int64_t chunk = 1;
  while (chunk < kMostAtOnce && 2 * chunk * largest <= kNumbers) chunk *= 2;
  return chunk;
}

struct Input {
  at::Tensor latents;
  at::Tensor labels;
};

Input zeros(const LatentSpace& latent, std::int64_t count) {
  return {at::zeros({count, latent.size}, at::kFloat),
          latent.classes > 0 ? at::zeros({count}, at::kLong) : at::Tensor()};
}

/// The best of a few passes, seconds; the first, which makes the kernels, doesn't count.
double seconds_of(Network& network, const Input& input) {
  (void)network.forward(input.latents, input.labels);
  double best = 1e9;
  const Stopwatch total;
  for (int i = 0; i < 3 && (i == 0 || total.seconds() < kBudget / 8); ++i) {
    const Stopwatch watch;
    (void)network.forward(input.latents, input.labels);
    best = std::min(best, watch.seconds());
  }
  return best;
}

}  // namespace

bool uses_batch_statistics(const std::vector<NetworkLayer>& layers) {
  return std::any_of(layers.begin(), layers.end(), [](const NetworkLayer& layer) {
    return layer.kind() == LayerKind::batch_norm && layer.plan.card.batch_statistics;
  });
}

TunedNetwork tune_network(const std::vector<NetworkLayer>& layers, const LatentSpace& latent, bool measure) {
  const std::vector<FoldedStep> steps = fold_layers(layers);
  TunedNetwork tuned{make_folded_network(steps, Kernels::packed), chunk_for_caches(layers), "packed"};
  const bool together = uses_batch_statistics(layers);
  if (together) tuned.chunk = 0;
  if (!measure) return tuned;
  const Stopwatch total;
  // A moment's noise must not decide: what is usual gives way to what is clearly faster only.
  constexpr double kClearly = 0.8;
  const Input one = zeros(latent, 1);
  std::unique_ptr<Network> torch = make_folded_network(steps, Kernels::torch);
  const double packed_seconds = seconds_of(*tuned.network, one);
  const double torch_seconds = seconds_of(*torch, one);
  if (torch_seconds < kClearly * packed_seconds) {
    tuned.network = std::move(torch);
    tuned.kernels = "torch";
  }
  if (together) return tuned;
  const double single = std::min(packed_seconds, torch_seconds);
  // Two passes of so many must fit into what is left of the budget.
  const auto fits = [&](std::int64_t chunk) {
    return total.seconds() + 2.5 * static_cast<double>(chunk) * single < kBudget;
  };
  const auto seconds_an_image = [&](std::int64_t chunk) {
    return seconds_of(*tuned.network, zeros(latent, chunk)) / static_cast<double>(chunk);
  };
  if (!fits(tuned.chunk)) return tuned;
  double best = seconds_an_image(tuned.chunk);
  for (const std::int64_t chunk : {tuned.chunk / 4, tuned.chunk * 4}) {
    if (chunk < 1 || chunk > kMostAtOnce || !fits(chunk)) continue;
    const double seconds = seconds_an_image(chunk);
    if (seconds > kClearly * best) continue;
    best = seconds;
    tuned.chunk = chunk;
  }
  return tuned;
}

}  // namespace ganscope
