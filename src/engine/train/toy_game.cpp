#include "engine/train/toy_game.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/train/point_rows.hpp"
#include "engine/train/score_loss.hpp"

namespace ganscope {
namespace {

const ToyConfig& validated(const ToyConfig& config) {
  validate(config);
  return config;
}

void take_over(std::span<const float> values, std::vector<float>& to) {
  to.assign(values.begin(), values.end());
}

double mean_score(const std::vector<float>& values) {
  double sum = 0;
  for (const float x : values) sum += static_cast<double>(x);
  return sum / static_cast<double>(values.size());
}

}  // namespace

ToyGame::ToyGame(const ToyConfig& config)
    : config_(validated(config)),
      manifold_(make_manifold(config.data)),
      prior_(make_prior(config.latent)),
      latent_rng_(config.seed, "latents"),
      data_rng_(config.seed, "data"),
      penalty_rng_(config.seed, "penalty"),
      networks_(make_toy_networks(config, prior_->dims(), manifold_->ambient_dims())),
      generator_start_{config.generator.rate, 0},
      discriminator_start_{config.discriminator.rate, 0} {
  update_rates();
}

void ToyGame::finish_iteration() {
  ++report_.iteration;
  update_rates();
}

void ToyGame::set_config(const ToyConfig& config, bool generator_rate_anew, bool discriminator_rate_anew) {
  // Decays that have been stay what they were.
  if (config.decay != config_.decay || config.decay_every != config_.decay_every) {
    generator_start_ = {report_.generator_rate, report_.iteration};
    discriminator_start_ = {report_.discriminator_rate, report_.iteration};
  }
  if (generator_rate_anew || config.generator.rate != config_.generator.rate)
    generator_start_ = {config.generator.rate, report_.iteration};
  if (discriminator_rate_anew || config.discriminator.rate != config_.discriminator.rate)
    discriminator_start_ = {config.discriminator.rate, report_.iteration};
  config_ = config;
  update_rates();
}

void ToyGame::draw_latents() { latents_ = prior_->sample(config_.batch, latent_rng_); }

void ToyGame::draw_real() {
  const int dims = manifold_->ambient_dims();
  real_.resize(static_cast<std::size_t>(config_.batch) * static_cast<std::size_t>(dims));
  write_rows(manifold_->sample(config_.batch, data_rng_), dims, real_);
}

void ToyGame::run(Phase phase) {
  switch (phase) {
    case Phase::draw_latents:
      draw_latents();
      break;
    case Phase::generate:
      take_over(networks_->generate(latents_, /*learning=*/false), generated_);
      break;
    case Phase::draw_real:
      draw_real();
      break;
    case Phase::judge:
      judge_both();
      break;
    case Phase::discriminator_step:
      update_discriminator();
      break;
    case Phase::draw_new_latents:
      draw_latents();
      break;
    case Phase::generator_gradients:
      differentiate_generator();
      break;
    case Phase::generator_step:
      update_generator();
      break;
  }
}

void ToyGame::judge_both() {
  const ToyNetworks::Scores scores = networks_->judge(real_, generated_);
  take_over(scores.real, score_real_);
  take_over(scores.generated, score_generated_);
  slope_real_.resize(score_real_.size());
  slope_generated_.resize(score_generated_.size());
  loss_ = discriminator_loss(config_.loss, {score_real_, slope_real_}, {score_generated_, slope_generated_});
}

void ToyGame::update_discriminator() {
  networks_->differentiate_discriminator(slope_real_, slope_generated_);
  if (config_.loss == Loss::wgan_gp && config_.penalty > 0) loss_ += config_.penalty * penalty();
  report_.discriminator_loss = loss_;
  report_.score_real = mean_answer(score_real_);
  report_.score_generated = mean_answer(score_generated_);
  report_.discriminator_gradient = networks_->gradient_norm(Side::discriminator);
  networks_->step(Side::discriminator, report_.discriminator_rate, config_.discriminator.momentum);
  if (config_.loss == Loss::wgan_clip) networks_->clip(config_.clip);
  ++report_.discriminator_steps;
  check_finite(Side::discriminator, report_.discriminator_loss);
}

double ToyGame::penalty() {
  mix_.resize(static_cast<std::size_t>(config_.batch));
  penalty_rng_.fill_uniform(mix_, 0.f, 1.f);
  const auto dims = static_cast<std::size_t>(manifold_->ambient_dims());
  between_.resize(real_.size());
  for (std::size_t i = 0; i < real_.size(); ++i)
    between_[i] = mix_[i / dims] * real_[i] + (1 - mix_[i / dims]) * generated_[i];
  return networks_->add_penalty(between_, config_.penalty);
}

void ToyGame::differentiate_generator() {
  take_over(networks_->generate(latents_, /*learning=*/true), generated_);
  const bool joint = config_.batches == NormalisationBatches::joint &&
                     config_.discriminator.normalisation == Normalisation::batch;
  if (joint) draw_real();
  take_over(networks_->judge_generated(joint ? std::span<const float>(real_) : std::span<const float>()),
            score_generated_);
  slope_generated_.resize(score_generated_.size());
  report_.generator_loss = generator_loss(config_.loss, {score_generated_, slope_generated_});
  take_over(networks_->differentiate_generator(slope_generated_), at_generated_);
  report_.generator_gradient = networks_->gradient_norm(Side::generator);
}

void ToyGame::update_generator() {
  networks_->step(Side::generator, report_.generator_rate, config_.generator.momentum);
  ++report_.generator_steps;
  check_finite(Side::generator, report_.generator_loss);
}

PhaseView ToyGame::view(Phase phase) const {
  PhaseView out;
  out.phase = phase;
  const auto latent_dims = static_cast<std::size_t>(prior_->dims());
  for (std::size_t i = 0; i + latent_dims <= latents_.size(); i += latent_dims)
    out.latents.push_back(prior_->chart(std::span<const float>(latents_).subspan(i, latent_dims)));
  const int dims = manifold_->ambient_dims();
  const bool made = phase != Phase::draw_latents && phase != Phase::draw_new_latents;
  if (made) out.generated = read_rows(generated_, dims);
  if (phase >= Phase::draw_real && phase <= Phase::discriminator_step) out.real = read_rows(real_, dims);
  if (phase == Phase::judge || phase == Phase::discriminator_step) {
    out.answers_real = drawn_answers(score_real_);
    out.answers_generated = drawn_answers(score_generated_);
  }
  if (phase == Phase::generator_gradients)
    out.push = read_rows(at_generated_, dims, -static_cast<float>(config_.batch));
  return out;
}

std::vector<float> ToyGame::drawn_answers(const std::vector<float>& raw) const {
  std::vector<float> out = raw;
  switch (score_kind(config_.loss)) {
    case ScoreKind::probability:
      for (float& x : out) x = logistic(x);
      break;
    case ScoreKind::least_squares:
      for (float& x : out) x = std::clamp(x, 0.f, 1.f);
      break;
    case ScoreKind::critic: {
      const auto middle = static_cast<float>(0.5 * (mean_score(score_real_) + mean_score(score_generated_)));
      for (float& x : out) x = logistic(x - middle);
      break;
    }
  }
  return out;
}

double ToyGame::mean_answer(const std::vector<float>& raw) const {
  if (score_kind(config_.loss) != ScoreKind::probability) return mean_score(raw);
  double sum = 0;
  for (const float x : raw) sum += static_cast<double>(logistic(x));
  return sum / static_cast<double>(raw.size());
}

void ToyGame::check_finite(Side side, double loss) const {
  const std::string name = side == Side::generator ? "generator" : "discriminator";
  const std::string when = " at iteration " + std::to_string(report_.iteration + 1);
  if (!std::isfinite(loss)) throw DivergenceError("the " + name + "'s loss is " + three_digits(loss) + when);
  // A sum is finite exactly when every term is (or it overflows, which is divergence too).
  if (!std::isfinite(networks_->parameter_sum(side)))
    throw DivergenceError("the " + name + "'s weights are no longer finite" + when);
}

double ToyGame::decayed(const RateStart& start) const {
  const std::int64_t decays = report_.iteration / config_.decay_every - start.iteration / config_.decay_every;
  return start.rate * std::pow(config_.decay, static_cast<double>(decays));
}

void ToyGame::update_rates() {
  report_.generator_rate = decayed(generator_start_);
  report_.discriminator_rate = decayed(discriminator_start_);
}

}  // namespace ganscope
