#include "engine/inference/tuned_network.hpp"

#include <omp.h>

#include <algorithm>

#include "core/clock.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostAtOnce = 64;
constexpr double kPart = 0.008;    ///< seconds that one measurement may take
constexpr double kClearly = 0.85;  ///< a moment's noise must not decide
constexpr std::int64_t kFew = 16;  ///< images that stand for few ones
constexpr std::int64_t kMany = 32;

/// One thread for LibTorch, BLAS and oneDNN while it lives.
class OneThread {
 public:
  explicit OneThread(bool wanted) : before_(omp_get_max_threads()), changed_(wanted && before_ > 1) {
    if (changed_) omp_set_num_threads(1);
  }
  ~OneThread() {
    if (changed_) omp_set_num_threads(before_);
  }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
  bool changed_;
};

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

/// Less work than it takes to wake a thread for each layer.
bool is_little_work(const std::vector<NetworkLayer>& layers, std::int64_t count) {
  constexpr double kLittle = 1e7;  // multiply-adds
  double work = 0;
  for (const NetworkLayer& layer : layers)
    work += static_cast<double>(layer.plan.multiply_adds) * static_cast<double>(count);
  return work < kLittle;
}

/// The best of a few passes with latents of zero, seconds; the first, which makes the kernels, doesn't
/// count.
double seconds_of(Network& network, bool one_thread, const LatentSpace& latent, std::int64_t count) {
  const at::Tensor latents = at::zeros({count, latent.size}, at::kFloat);
  const at::Tensor labels = latent.classes > 0 ? at::zeros({count}, at::kLong) : at::Tensor();
  const auto pass = [&] {
    const OneThread guard(one_thread);
    (void)network.forward(latents, labels);
  };
  pass();
  double best = 1e9;
  const Stopwatch total;
  for (int i = 0; i < 12 && (i == 0 || total.seconds() < kPart); ++i) {
    const Stopwatch watch;
    pass();
    best = std::min(best, watch.seconds());
  }
  return best;
}

}  // namespace

bool uses_batch_statistics(const std::vector<NetworkLayer>& layers) {
  return std::any_of(layers.begin(), layers.end(),
                     [](const NetworkLayer& layer) { return layer.plan.card.batch_statistics; });
}

TunedNetwork::TunedNetwork(std::unique_ptr<Network> network, std::int64_t chunk)
    : usual_(std::move(network)),
      single_{usual_.get(), false, 0},
      few_{single_},
      batch_{single_},
      chunk_(chunk) {}

TunedNetwork::TunedNetwork(const std::vector<NetworkLayer>& layers, const LatentSpace& latent, bool measure)
    : chunk_(uses_batch_statistics(layers) ? 0 : chunk_for_caches(layers)) {
  const std::vector<FoldedStep> steps = fold_layers(layers);
  usual_ = make_folded_network(steps, Kernels::staged);
  const std::int64_t many = chunk_ > 0 ? chunk_ : kMostAtOnce;
  single_ = {usual_.get(), is_little_work(layers, 1), 0};
  few_ = {usual_.get(), is_little_work(layers, std::min(many, kFew)), 0};
  batch_ = {usual_.get(), is_little_work(layers, many), 0};
  if (!measure) return;
  others_.push_back(make_folded_network(steps, Kernels::torch));
  if (best_tile_kernels() != nullptr) others_.push_back(make_folded_network(steps, Kernels::packed));
  plain_ = make_eager_network(layers);
  single_ = faster_way(1, single_, latent);
  few_ = faster_way(std::min(many, kFew), few_, latent);
  batch_ = many > kFew ? faster_way(many, batch_, latent) : few_;
  if (chunk_ > 0) choose_chunk(latent);
  drop_unused();
}

TunedNetwork::Way TunedNetwork::faster_way(std::int64_t count, Way usual, const LatentSpace& latent) {
  usual.seconds = seconds_of(*usual.network, usual.one_thread, latent, count);
  Way best = usual;
  // Where one pass takes so long, the others would keep a person waiting.
  if (usual.seconds > kPart) return best;
  best.seconds *= kClearly;
  std::vector<Network*> networks{usual_.get()};
  for (const auto& other : others_) networks.push_back(other.get());
  for (Network* network : networks)
    for (const bool one_thread : {false, true}) {
      const bool measured = network == usual.network && one_thread == usual.one_thread;
      if (measured || (one_thread && omp_get_max_threads() == 1)) continue;
      const double seconds = seconds_of(*network, one_thread, latent, count);
      if (seconds < best.seconds) best = {network, one_thread, seconds};
    }
  if (best.network == usual.network && best.one_thread == usual.one_thread) best = usual;
  // Folding must never cost anything: tiny layers are LibTorch's to win, and equal ones too.
  constexpr double kEqual = 1.03;
  const double plain = seconds_of(*plain_, false, latent, count);
  return plain < kEqual * best.seconds ? Way{plain_.get(), false, plain} : best;
}

void TunedNetwork::choose_chunk(const LatentSpace& latent) {
  const std::int64_t usual = chunk_;
  double best = kClearly * batch_.seconds / static_cast<double>(usual);
  for (const std::int64_t count : {usual / 4, usual * 4}) {
    // A pass that takes longer than a measurement may has nothing to gain from being longer still.
    if (count < 1 || count > kMostAtOnce || best * static_cast<double>(count) > kPart) continue;
    const double seconds =
        seconds_of(*batch_.network, batch_.one_thread, latent, count) / static_cast<double>(count);
    if (seconds >= best) continue;
    best = seconds;
    chunk_ = count;
  }
  // What was measured with many at once holds for a chunk of them.
  if (chunk_ != usual && chunk_ < kMany) few_ = batch_;
}

/// Weights of networks that no way leads through needn't stay in memory.
void TunedNetwork::drop_unused() {
  const auto drop = [&](std::unique_ptr<Network>& network) {
    const auto uses = [&](const Way& way) { return way.network == network.get(); };
    if (!uses(single_) && !uses(few_) && !uses(batch_)) network.reset();
  };
  drop(usual_);
  drop(plain_);
  for (auto& other : others_) drop(other);
}

at::Tensor TunedNetwork::forward(const at::Tensor& latents, const at::Tensor& labels) {
  const std::int64_t count = latents.size(0);
  const Way& way = count == 1 ? single_ : count < kMany ? few_ : batch_;
  const OneThread guard(way.one_thread);
  return way.network->forward(latents, labels);
}

}  // namespace ganscope
