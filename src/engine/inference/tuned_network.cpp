#include "engine/inference/tuned_network.hpp"

#include <algorithm>

#include "core/clock.hpp"
#include "engine/inference/folded_network.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kUsualChunk = 16;
constexpr double kBudget = 0.12;  ///< seconds

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

TunedNetwork tune_network(const std::vector<NetworkLayer>& layers, const LatentSpace& latent, bool measure) {
  const std::vector<FoldedStep> steps = fold_layers(layers);
  TunedNetwork tuned{make_folded_network(steps, Kernels::packed), kUsualChunk, "packed"};
  const bool together = std::any_of(layers.begin(), layers.end(), [](const NetworkLayer& layer) {
    return layer.kind() == LayerKind::batch_norm && layer.plan.card.batch_statistics;
  });
  if (together) tuned.chunk = 0;
  if (!measure) return tuned;
  const Stopwatch total;
  // One image shows which kernels are faster; LibTorch's must win clearly, as its throughput lags.
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
  double best = std::min(packed_seconds, torch_seconds);
  tuned.chunk = 1;
  for (const std::int64_t chunk : {4, 16, 64}) {
    // Two more passes of that size must fit in what is left.
    if (total.seconds() + 2.5 * static_cast<double>(chunk) * best > kBudget) break;
    const double seconds = seconds_of(*tuned.network, zeros(latent, chunk)) / static_cast<double>(chunk);
    if (seconds > 0.97 * best) continue;
    best = seconds;
    tuned.chunk = chunk;
  }
  return tuned;
}

}  // namespace ganscope
