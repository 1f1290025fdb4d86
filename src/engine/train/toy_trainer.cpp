#include "engine/train/toy_trainer.hpp"

#include <torch/torch.h>

#include <cmath>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "core/text.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/nets/mlp.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/losses.hpp"
#include "engine/train/optimiser.hpp"
#include "exchange/toy_options.hpp"

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

struct ToyTrainer::Impl {
  Impl(const ToyConfig& c, std::uint64_t run_number)
      : config(validated(c)),
        run(run_number),
        manifold(make_manifold(c.data)),
        prior(make_prior(c.latent)),
        latent_rng(c.seed, "latents"),
        data_rng(c.seed, "data"),
        penalty_rng(c.seed, "penalty"),
        generator(seeded_network(c, c.generator, prior->dims(), manifold->ambient_dims(), "generator")),
        discriminator(seeded_network(c, c.discriminator, manifold->ambient_dims(), 1, "discriminator")),
        generator_optimiser(make_optimiser(c.generator, generator.parameters())),
        discriminator_optimiser(make_optimiser(c.discriminator, discriminator.parameters())) {
    update_rates();
  }

  [[nodiscard]] at::Tensor draw_latents() {
    return to_tensor(std::span<const float>(prior->sample(config.batch, latent_rng)), prior->dims());
  }
  [[nodiscard]] at::Tensor draw_real() {
    return to_tensor(std::span<const glm::vec2>(manifold->sample(config.batch, data_rng)),
                     manifold->ambient_dims());
  }

  /// Raw outputs for real and generated samples, normalised together or apart.
  [[nodiscard]] std::pair<at::Tensor, at::Tensor> judge(const at::Tensor& real, const at::Tensor& generated,
                                                        Statistics statistics) {
    if (config.batches == NormalisationBatches::separate)
      return {discriminator.forward(real, statistics), discriminator.forward(generated, statistics)};
    const at::Tensor both = discriminator.forward(at::cat({real, generated}), statistics);
    return {both.narrow(0, 0, real.size(0)), both.narrow(0, real.size(0), generated.size(0))};
  }

  void discriminator_step() {
    const at::Tensor latents = draw_latents();
    at::Tensor generated;
    {
      const at::NoGradGuard no_grad;
      generated = generator.forward(latents, Statistics::update);
    }
    const at::Tensor real = draw_real();
    discriminator.gradients().zero_();
    const auto [score_real, score_generated] = judge(real, generated, Statistics::update);
    at::Tensor loss = discriminator_loss(config.loss, score_real, score_generated);
    if (config.loss == Loss::wgan_gp && config.penalty > 0) loss = loss + config.penalty * penalty(real, generated);
    loss.backward();
    report.discriminator_loss = loss.item<double>();
    report.score_real = mean_answer(score_real);
    report.score_generated = mean_answer(score_generated);
    report.discriminator_gradient = discriminator.gradients().norm().item<double>();
    discriminator_optimiser->step();
    if (config.loss == Loss::wgan_clip) {
      const at::NoGradGuard no_grad;
      for (at::Tensor& p : clipped) p.clamp_(-config.clip, config.clip);
    }
    ++report.discriminator_steps;
    check_finite("discriminator", report.discriminator_loss, discriminator.parameters());
  }

  [[nodiscard]] at::Tensor penalty(const at::Tensor& real, const at::Tensor& generated) {
    at::Tensor mix = at::empty({real.size(0), 1}, at::kFloat);
    penalty_rng.fill_uniform({mix.data_ptr<float>(), static_cast<std::size_t>(mix.numel())}, 0.f, 1.f);
    return gradient_penalty(
        [this](const at::Tensor& x) { return discriminator.forward_plain(x, Statistics::batch); }, real,
        generated, mix);
  }

  void generator_step() {
    const at::Tensor latents = draw_latents();
    generator.gradients().zero_();
    discriminator.require_gradients(false);  // they would be computed only to be thrown away
    const at::Tensor generated = generator.forward(latents, Statistics::update);
    const bool joint = config.batches == NormalisationBatches::joint &&
                       config.discriminator.normalisation == Normalisation::batch;
    const at::Tensor score = joint ? judge(draw_real(), generated, Statistics::batch).second
                                   : discriminator.forward(generated, Statistics::batch);
    const at::Tensor loss = generator_loss(config.loss, score);
    loss.backward();
    discriminator.require_gradients(true);
    report.generator_loss = loss.item<double>();
    report.generator_gradient = generator.gradients().norm().item<double>();
    generator_optimiser->step();
    ++report.generator_steps;
    check_finite("generator", report.generator_loss, generator.parameters());
  }

  /// Mean of the answers as they are drawn: probabilities where there are any, raw values else.
  [[nodiscard]] double mean_answer(const at::Tensor& raw) const {
    const at::NoGradGuard no_grad;
    const at::Tensor values = raw.detach();
    return (score_kind(config.loss) == ScoreKind::probability ? at::sigmoid(values) : values)
        .mean()
        .item<double>();
  }

  void check_finite(const std::string& side, double loss, const at::Tensor& parameters) const {
    const std::string when = " at iteration " + std::to_string(report.iteration + 1);
    if (!std::isfinite(loss)) throw DivergenceError("the " + side + "'s loss is " + three_digits(loss) + when);
    // A sum is finite exactly when every term is (or it overflows, which is divergence too).
    if (!std::isfinite(parameters.sum().item<double>()))
      throw DivergenceError("the " + side + "'s weights are no longer finite" + when);
  }

  void update_rates() {
    const double factor =
        std::pow(config.decay, static_cast<double>(report.iteration / config.decay_every));
    report.generator_rate = config.generator.rate * factor;
    report.discriminator_rate = config.discriminator.rate * factor;
    set_rate(*generator_optimiser, config.generator, report.generator_rate);
    set_rate(*discriminator_optimiser, config.discriminator, report.discriminator_rate);
  }

  ToyConfig config;
  std::uint64_t run;
  std::shared_ptr<const Manifold> manifold;
  std::shared_ptr<const Prior> prior;
  Rng latent_rng;
  Rng data_rng;
  Rng penalty_rng;
  Mlp generator;
  Mlp discriminator;
  std::vector<at::Tensor> clipped = discriminator.linear_parameters();
  std::unique_ptr<torch::optim::Optimizer> generator_optimiser;
  std::unique_ptr<torch::optim::Optimizer> discriminator_optimiser;
  StepReport report;
};

ToyTrainer::ToyTrainer(const ToyConfig& config, std::uint64_t run) : impl_(std::make_unique<Impl>(config, run)) {}
ToyTrainer::~ToyTrainer() = default;
ToyTrainer::ToyTrainer(ToyTrainer&&) noexcept = default;
ToyTrainer& ToyTrainer::operator=(ToyTrainer&&) noexcept = default;

const StepReport& ToyTrainer::step() {
  for (int i = 0; i < impl_->config.discriminator.updates; ++i) impl_->discriminator_step();
  for (int i = 0; i < impl_->config.generator.updates; ++i) impl_->generator_step();
  ++impl_->report.iteration;
  impl_->update_rates();
  return impl_->report;
}

const StepReport& ToyTrainer::step_discriminator() {
  impl_->discriminator_step();
  return impl_->report;
}

const StepReport& ToyTrainer::step_generator() {
  impl_->generator_step();
  return impl_->report;
}

const StepReport& ToyTrainer::report() const { return impl_->report; }
const ToyConfig& ToyTrainer::config() const { return impl_->config; }

void ToyTrainer::set_live(const ToyConfig& config) {
  if (needs_reset(impl_->config, config))
    throw UsageError("only live options can change in a running training; reset to change the others");
  validate(config);
  impl_->config = config;
  impl_->update_rates();
}

ToySnapshotPtr ToyTrainer::snapshot() const {
  auto out = std::make_shared<ToySnapshot>();
  out->run = impl_->run;
  out->config = impl_->config;
  out->step = impl_->report;
  out->generator = to_vector(impl_->generator.parameters());
  out->discriminator = to_vector(impl_->discriminator.parameters());
  out->generator_running = to_vector(impl_->generator.running());
  out->discriminator_running = to_vector(impl_->discriminator.running());
  return out;
}

}  // namespace ganscope
