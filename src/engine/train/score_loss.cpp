#include "engine/train/score_loss.hpp"

#include <cmath>

namespace ganscope {
namespace {

/// Mean of log(1 + exp(sign * score)), times `weight`; finite for any score.
double softplus_mean(const ScoredBatch& batch, float sign, float weight) {
  const auto n = static_cast<float>(batch.scores.size());
  double sum = 0;
  for (std::size_t i = 0; i < batch.scores.size(); ++i) {
    const float x = sign * batch.scores[i];
    const float e = std::exp(-std::fabs(x));
    // A score that is not a number must come out as none.
    sum += static_cast<double>((x < 0 ? 0 : x) + std::log1p(e));
    batch.slopes[i] = weight * sign * (x > 0 ? 1 : e) / (1 + e) / n;
  }
  return static_cast<double>(weight) * sum / static_cast<double>(batch.scores.size());
}

/// weight * the mean score.
double weighted_mean(const ScoredBatch& batch, float weight) {
  const auto n = static_cast<float>(batch.scores.size());
  double sum = 0;
  for (std::size_t i = 0; i < batch.scores.size(); ++i) {
    sum += static_cast<double>(batch.scores[i]);
    batch.slopes[i] = weight / n;
  }
  return static_cast<double>(weight) * sum / static_cast<double>(batch.scores.size());
}

/// Half the mean squared distance from `target`.
double half_square_mean(const ScoredBatch& batch, float target) {
  const auto n = static_cast<float>(batch.scores.size());
  double sum = 0;
  for (std::size_t i = 0; i < batch.scores.size(); ++i) {
    const float d = batch.scores[i] - target;
    sum += static_cast<double>(d * d);
    batch.slopes[i] = d / n;
  }
  return 0.5 * sum / static_cast<double>(batch.scores.size());
}

}  // namespace

double discriminator_loss(Loss loss, const ScoredBatch& real, const ScoredBatch& generated) {
  switch (loss) {
    case Loss::minimax:
    case Loss::non_saturating:
      // -log D(x) = softplus(-logit), -log(1 - D(x)) = softplus(logit).
      return softplus_mean(real, -1, 1) + softplus_mean(generated, 1, 1);
    case Loss::wgan_clip:
    case Loss::wgan_gp:
      return weighted_mean(generated, 1) + weighted_mean(real, -1);
    case Loss::least_squares:
      return half_square_mean(real, 1) + half_square_mean(generated, 0);
  }
  return 0;
}

double generator_loss(Loss loss, const ScoredBatch& generated) {
  switch (loss) {
    case Loss::minimax:
      return softplus_mean(generated, 1, -1);
    case Loss::non_saturating:
      return softplus_mean(generated, -1, 1);
    case Loss::wgan_clip:
    case Loss::wgan_gp:
      return weighted_mean(generated, -1);
    case Loss::least_squares:
      return half_square_mean(generated, 1);
  }
  return 0;
}

ScoreKind score_kind(Loss loss) {
  switch (loss) {
    case Loss::minimax:
    case Loss::non_saturating:
      return ScoreKind::probability;
    case Loss::least_squares:
      return ScoreKind::least_squares;
    case Loss::wgan_clip:
    case Loss::wgan_gp:
      return ScoreKind::critic;
  }
  return ScoreKind::probability;
}

float logistic(float logit) {
  const float e = std::exp(-std::fabs(logit));
  return (logit > 0 ? 1 : e) / (1 + e);
}

}  // namespace ganscope
