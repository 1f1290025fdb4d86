#include "engine/oracle/oracle_trainer.hpp"

#include <ATen/Context.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "core/error.hpp"
#include "engine/images/epoch_order.hpp"
#include "engine/nets/optimiser.hpp"
#include "engine/oracle/oracle_network.hpp"

namespace ganscope {
namespace {

const ImageSet& checked(const ImageSet& set) {
  if (set.labels.empty() || set.class_names.size() < 2)
    throw Error("data " + set.name +
                " has no classes to learn; expected mnist, fashion-mnist, kmnist or emnist-...");
  if (set.channels != 1 || set.height != Oracle::kSide || set.width != Oracle::kSide)
    throw Error("data " + set.name + " has images of " + std::to_string(set.channels) + "x" +
                std::to_string(set.height) + "x" + std::to_string(set.width) + "; the oracle learns 1x28x28");
  return set;
}

/// Pixels from -1 to 1.
void change_tones(std::span<float> pixels, const OracleTrainOptions& options, Rng& rng) {
  const auto black = static_cast<float>(rng.uniform(0, options.tone));
  const auto white = static_cast<float>(1 - rng.uniform(0, options.tone));
  const auto deviation = static_cast<float>(rng.uniform(0, options.noise));
  for (float& pixel : pixels) {
    const float value =
        black + (white - black) * 0.5f * (pixel + 1) + deviation * static_cast<float>(rng.normal());
    pixel = 2 * std::clamp(value, 0.f, 1.f) - 1;
  }
}

}  // namespace

struct OracleTrainer::Impl {
  Impl(ImageSetPtr images, const OracleTrainOptions& wanted)
      : data(std::move(images)),
        options(wanted),
        oracle(checked(*data).name, data->class_names, options.seed),
        order(data->count, options.batch, options.seed),
        noise(at::globalContext().defaultGenerator(at::kCPU).clone()) {
    const OptimiserConfig adam{
        .kind = OptimiserKind::adam, .rate = options.rate, .momentum = 0.9, .beta2 = 0.999};
    for (const ImageNetwork* network : {&net().features, &net().answer})
      optimisers.push_back(make_optimiser(adam, network->parameters()));
  }

  Oracle::Impl& net() { return *oracle.impl_; }
  [[nodiscard]] at::Tensor batch(at::Tensor& labels);

  ImageSetPtr data;
  OracleTrainOptions options;
  Oracle oracle;
  EpochOrder order;
  at::Generator noise;
  std::vector<std::unique_ptr<torch::optim::Optimizer>> optimisers;
  std::int64_t iteration = 0;
};

at::Tensor OracleTrainer::Impl::batch(at::Tensor& labels) {
  const std::span<const std::int64_t> indices = order.batch(iteration);
  const int side = Oracle::kSide;
  at::Tensor x = at::full({options.batch, 1, side, side}, -1.f, at::kFloat);
  labels = at::empty({options.batch}, at::kLong);
  float* to = x.data_ptr<float>();
  Rng rng(options.seed, "oracle shifts", static_cast<std::uint64_t>(iteration));
  const auto shift = [&] {
    const auto range = static_cast<std::uint64_t>(2 * options.shift + 1);
    return static_cast<int>(rng.below(range)) - options.shift;
  };
  auto* label = labels.data_ptr<std::int64_t>();
  for (const std::int64_t index : indices) {
    const std::span<const std::uint8_t> image = data->image(index);
    const int right = shift();
    const int down = shift();
    const bool mirrored = options.flip && rng.below(2) == 1;
    for (int row = std::max(0, down); row < std::min(side, side + down); ++row)
      for (int column = std::max(0, right); column < std::min(side, side + right); ++column) {
        const int from = mirrored ? side - 1 - (column - right) : column - right;
        to[row * side + column] =
            static_cast<float>(image[static_cast<std::size_t>((row - down) * side + from)]) / 127.5f - 1.f;
      }
    change_tones({to, static_cast<std::size_t>(side * side)}, options, rng);
    to += side * side;
    *label++ = data->labels[static_cast<std::size_t>(index)];
  }
  return x;
}

OracleTrainer::OracleTrainer(ImageSetPtr data, const OracleTrainOptions& options)
    : impl_(std::make_unique<Impl>(std::move(data), options)) {}
OracleTrainer::~OracleTrainer() = default;

double OracleTrainer::step() {
  Impl& self = *impl_;
  at::Tensor labels;
  const at::Tensor x = self.batch(labels);
  self.noise.set_current_seed(
      Rng(self.options.seed, "oracle dropout", static_cast<std::uint64_t>(self.iteration)).next());
  ImageNetwork& features = self.net().features;
  ImageNetwork& answer = self.net().answer;
  features.gradients().zero_();
  answer.gradients().zero_();
  const at::Tensor raw =
      answer.forward(features.forward(x, Statistics::update, self.noise), Statistics::update, self.noise);
  const at::Tensor loss = at::cross_entropy_loss(raw, labels);
  loss.backward();
  const double left = 1 - static_cast<double>(self.iteration) / static_cast<double>(iterations());
  for (auto& optimiser : self.optimisers) {
    for (auto& group : optimiser->param_groups()) group.options().set_lr(self.options.rate * left);
    optimiser->step();
  }
  ++self.iteration;
  const double value = loss.item<double>();
  if (!std::isfinite(value))
    throw DivergenceError("the oracle's loss is not finite at iteration " + std::to_string(self.iteration) +
                          "; a lower rate may hold it");
  return value;
}

std::int64_t OracleTrainer::iteration() const { return impl_->iteration; }
std::int64_t OracleTrainer::iterations() const {
  return impl_->options.epochs * impl_->order.batches_per_epoch();
}
Oracle& OracleTrainer::oracle() { return impl_->oracle; }

}  // namespace ganscope
