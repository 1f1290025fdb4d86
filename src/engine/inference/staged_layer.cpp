#include "engine/inference/staged_layer.hpp"

#include <algorithm>
#include <array>

namespace ganscope {
namespace {

/// Beyond so many outputs a channel's products are better joined in registers than added up in memory.
constexpr std::int64_t kFewOutputs = 8;

/// Products of a convolution, an input pixel; more of them are memory traffic that oneDNN does without.
constexpr std::int64_t kMostProducts = 1024;
/// Of an image; more than a cache holds.
constexpr std::int64_t kMostLaidOut = std::int64_t{1} << 22;

}  // namespace

std::optional<TileActivation> tile_activation(const std::optional<FusedActivation>& activation) {
  if (!activation) return TileActivation::none;
  switch (activation->kind) {
    case LayerKind::relu:
    case LayerKind::leaky_relu:
      return TileActivation::slope;
    case LayerKind::tanh:
      return TileActivation::tanh;
    case LayerKind::sigmoid:
      return TileActivation::sigmoid;
    default:
      return std::nullopt;
  }
}

StagedFinish::StagedFinish(const FoldedStep& step, std::int64_t channels, std::int64_t repeat,
                           std::int64_t padded)
    : bias_(static_cast<std::size_t>(std::max(padded, channels * repeat))),
      activation_(tile_activation(step.activation).value_or(TileActivation::none)) {
  if (activation_ == TileActivation::slope) slope_ = step.activation->alpha;
  if (!step.bias.defined()) return;
  const at::Tensor bias = step.bias.to(at::kFloat).contiguous();
  for (std::int64_t i = 0; i < repeat; ++i)
    std::copy_n(bias.data_ptr<float>(), channels, bias_.begin() + i * channels);
}

TileFinish StagedFinish::at(std::int64_t column, const float* scale) const {
  return {scale, bias_.data() + column, activation_, slope_};
}

bool is_doubling(const FoldedStep& step) {
  const LayerCard& card = step.layer.plan.card;
  constexpr std::array kOne{1, 1};
  constexpr std::array kTwo{2, 2};
  return step.kind == StepKind::deconv && card.groups == 1 && step.weight.size(2) == 4 &&
         step.weight.size(3) == 4 && card.stride == kTwo && card.padding == kOne && card.dilation == kOne &&
         card.output_padding == std::array{0, 0};
}

std::unique_ptr<StagedLayer> make_staged_layer(const FoldedStep& step, const TileKernels& kernels) {
  if (step.kind == StepKind::linear) return make_staged_linear(step, kernels);
  if (step.kind != StepKind::deconv || step.layer.plan.card.groups != 1) return nullptr;
  if (is_doubling(step) && step.out[0] > kFewOutputs) return make_staged_doubling(step, kernels);
  const std::int64_t products = step.weight.numel() / step.weight.size(0);
  if (products > kMostProducts || products * step.in[1] * step.in[2] > kMostLaidOut) return nullptr;
  return make_staged_overlap(step, kernels);
}

}  // namespace ganscope
