#include "engine/train/toy_game.hpp"

#include <cmath>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/nets/optimiser.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/losses.hpp"

namespace ganscope {
namespace {

const ToyConfig& validated(const ToyConfig& config) {
  validate(config);
  return config;
}

Mlp seeded_network(const ToyConfig& config, const NetworkConfig& network, int inputs, int outputs,
                   std::string_view stream) {
  Rng rng(config.seed, stream);
  return Mlp(inputs, outputs, network, rng);
}

}  // namespace

ToyGame::ToyGame(const ToyConfig& config)
    : config_(validated(config)),
      manifold_(make_manifold(config.data)),
      prior_(make_prior(config.latent)),
      latent_rng_(config.seed, "latents"),
      data_rng_(config.seed, "data"),
      penalty_rng_(config.seed, "penalty"),
      generator_(
          seeded_network(config, config.generator, prior_->dims(), manifold_->ambient_dims(), "generator")),
      discriminator_(
          seeded_network(config, config.discriminator, manifold_->ambient_dims(), 1, "discriminator")),
      clipped_(discriminator_.linear_parameters()),
      generator_optimiser_(make_optimiser(config.generator, generator_.parameters())),
      discriminator_optimiser_(make_optimiser(config.discriminator, discriminator_.parameters())),
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

at::Tensor ToyGame::draw_latents() {
  return to_tensor(std::span<const float>(prior_->sample(config_.batch, latent_rng_)), prior_->dims());
}

at::Tensor ToyGame::draw_real() {
  return to_tensor(std::span<const glm::vec2>(manifold_->sample(config_.batch, data_rng_)),
                   manifold_->ambient_dims());
}

std::pair<at::Tensor, at::Tensor> ToyGame::judge(const at::Tensor& real, const at::Tensor& generated,
                                                 Statistics statistics) {
  if (config_.batches == NormalisationBatches::separate)
    return {discriminator_.forward(real, statistics), discriminator_.forward(generated, statistics)};
  const at::Tensor both = discriminator_.forward(at::cat({real, generated}), statistics);
  return {both.narrow(0, 0, real.size(0)), both.narrow(0, real.size(0), generated.size(0))};
}

void ToyGame::run(Phase phase) {
  switch (phase) {
    case Phase::draw_latents:
      latents_ = draw_latents();
      break;
    case Phase::generate:
      generate_for_discriminator();
      break;
    case Phase::draw_real:
      real_ = draw_real();
      break;
    case Phase::judge:
      judge_both();
      break;
    case Phase::discriminator_step:
      update_discriminator();
      break;
    case Phase::draw_new_latents:
      latents_ = draw_latents();
      break;
    case Phase::generator_gradients:
      differentiate_generator();
      break;
    case Phase::generator_step:
      update_generator();
      break;
  }
}

void ToyGame::generate_for_discriminator() {
  const at::NoGradGuard no_grad;
  generated_ = generator_.forward(latents_, Statistics::update);
}

void ToyGame::judge_both() {
  discriminator_.gradients().zero_();
  std::tie(score_real_, score_generated_) = judge(real_, generated_, Statistics::update);
  loss_ = discriminator_loss(config_.loss, score_real_, score_generated_);
  if (config_.loss == Loss::wgan_gp && config_.penalty > 0) loss_ = loss_ + config_.penalty * penalty();
}

void ToyGame::update_discriminator() {
  loss_.backward();
  report_.discriminator_loss = loss_.item<double>();
  report_.score_real = mean_answer(score_real_);
  report_.score_generated = mean_answer(score_generated_);
  report_.discriminator_gradient = discriminator_.gradients().norm().item<double>();
  discriminator_optimiser_->step();
  if (config_.loss == Loss::wgan_clip) {
    const at::NoGradGuard no_grad;
    for (at::Tensor& p : clipped_) p.clamp_(-config_.clip, config_.clip);
  }
  ++report_.discriminator_steps;
  loss_.reset();  // and with it the graph
  check_finite("discriminator", report_.discriminator_loss, discriminator_.parameters());
}

at::Tensor ToyGame::penalty() {
  at::Tensor mix = at::empty({real_.size(0), 1}, at::kFloat);
  penalty_rng_.fill_uniform({mix.data_ptr<float>(), static_cast<std::size_t>(mix.numel())}, 0.f, 1.f);
  return gradient_penalty(
      [this](const at::Tensor& x) { return discriminator_.forward_plain(x, Statistics::batch); }, real_,
      generated_, mix);
}

void ToyGame::differentiate_generator() {
  generator_.gradients().zero_();
  discriminator_.require_gradients(false);  // they would be computed only to be thrown away
  generated_ = generator_.forward(latents_, Statistics::update);
  generated_.retain_grad();
  const bool joint = config_.batches == NormalisationBatches::joint &&
                     config_.discriminator.normalisation == Normalisation::batch;
  if (joint)
    std::tie(score_real_, score_generated_) = judge(draw_real(), generated_, Statistics::batch);
  else
    score_generated_ = discriminator_.forward(generated_, Statistics::batch);
  loss_ = generator_loss(config_.loss, score_generated_);
  loss_.backward();
  discriminator_.require_gradients(true);
  report_.generator_loss = loss_.item<double>();
  report_.generator_gradient = generator_.gradients().norm().item<double>();
}

void ToyGame::update_generator() {
  generator_optimiser_->step();
  ++report_.generator_steps;
  loss_.reset();
  check_finite("generator", report_.generator_loss, generator_.parameters());
}

PhaseView ToyGame::view(Phase phase) const {
  PhaseView out;
  out.phase = phase;
  const std::vector<float> z = to_vector(latents_);
  const auto dims = static_cast<std::size_t>(prior_->dims());
  for (std::size_t i = 0; i + dims <= z.size(); i += dims)
    out.latents.push_back(prior_->chart(std::span<const float>(z).subspan(i, dims)));
  const bool made = phase != Phase::draw_latents && phase != Phase::draw_new_latents;
  if (made) out.generated = to_points(generated_);
  if (phase >= Phase::draw_real && phase <= Phase::discriminator_step) out.real = to_points(real_);
  if (phase == Phase::judge || phase == Phase::discriminator_step) {
    out.answers_real = drawn_answers(score_real_);
    out.answers_generated = drawn_answers(score_generated_);
  }
  if (phase == Phase::generator_gradients && generated_.grad().defined())
    out.push = to_points(generated_.grad() * -static_cast<double>(config_.batch));
  return out;
}

std::vector<float> ToyGame::drawn_answers(const at::Tensor& raw) const {
  const at::NoGradGuard no_grad;
  switch (score_kind(config_.loss)) {
    case ScoreKind::probability:
      return to_vector(at::sigmoid(raw.detach()));
    case ScoreKind::least_squares:
      return to_vector(raw.detach().clamp(0, 1));
    case ScoreKind::critic:
      break;
  }
  const at::Tensor middle = 0.5 * (score_real_.mean() + score_generated_.mean());
  return to_vector(at::sigmoid(raw.detach() - middle));
}

double ToyGame::mean_answer(const at::Tensor& raw) const {
  const at::NoGradGuard no_grad;
  const at::Tensor values = raw.detach();
  return (score_kind(config_.loss) == ScoreKind::probability ? at::sigmoid(values) : values)
      .mean()
      .item<double>();
}

void ToyGame::check_finite(const std::string& side, double loss, const at::Tensor& parameters) const {
  const std::string when = " at iteration " + std::to_string(report_.iteration + 1);
  if (!std::isfinite(loss)) throw DivergenceError("the " + side + "'s loss is " + three_digits(loss) + when);
  // A sum is finite exactly when every term is (or it overflows, which is divergence too).
  if (!std::isfinite(parameters.sum().item<double>()))
    throw DivergenceError("the " + side + "'s weights are no longer finite" + when);
}

double ToyGame::decayed(const RateStart& start) const {
  const std::int64_t decays = report_.iteration / config_.decay_every - start.iteration / config_.decay_every;
  return start.rate * std::pow(config_.decay, static_cast<double>(decays));
}

void ToyGame::update_rates() {
  report_.generator_rate = decayed(generator_start_);
  report_.discriminator_rate = decayed(discriminator_start_);
  set_rate(*generator_optimiser_, config_.generator, report_.generator_rate);
  set_rate(*discriminator_optimiser_, config_.discriminator, report_.discriminator_rate);
}

}  // namespace ganscope
