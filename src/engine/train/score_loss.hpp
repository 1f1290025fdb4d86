#pragma once
#include <span>

#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The game's losses as functions of raw scores (logits, or critic values), without tensors: values as
/// discriminator_loss() and generator_loss() of losses.hpp have them, and slopes, the loss's derivative at
/// each score. Slopes are as long as their scores.
struct ScoredBatch {
  std::span<const float> scores;
  std::span<float> slopes;
};
[[nodiscard]] double discriminator_loss(Loss loss, const ScoredBatch& real, const ScoredBatch& generated);
[[nodiscard]] double generator_loss(Loss loss, const ScoredBatch& generated);

/// How raw scores of this loss become drawn answers.
[[nodiscard]] ScoreKind score_kind(Loss loss);

/// 1 / (1 + exp(-logit)).
[[nodiscard]] float logistic(float logit);

}  // namespace ganscope
