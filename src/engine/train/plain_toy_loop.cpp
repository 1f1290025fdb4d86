#include "engine/train/plain_toy_loop.hpp"

#include <torch/nn.h>
#include <torch/optim.h>

#include "core/clock.hpp"
#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/nets/tensors.hpp"

namespace ganscope {
namespace {

torch::nn::Sequential network(int inputs, const NetworkConfig& config, int outputs) {
  torch::nn::Sequential net;
  for (const int width : config.widths) {
    net->push_back(torch::nn::Linear(inputs, width));
    if (config.normalisation == Normalisation::batch) net->push_back(torch::nn::BatchNorm1d(width));
    if (config.activation == Activation::elu)
      net->push_back(torch::nn::ELU());
    else
      net->push_back(torch::nn::ReLU());
    inputs = width;
  }
  net->push_back(torch::nn::Linear(inputs, outputs));
  return net;
}

std::unique_ptr<torch::optim::Optimizer> optimiser(const NetworkConfig& config, torch::nn::Sequential& net) {
  namespace optim = torch::optim;
  switch (config.optimiser) {
    case OptimiserKind::rmsprop:
      return std::make_unique<optim::RMSprop>(net->parameters(), optim::RMSpropOptions(config.rate));
    case OptimiserKind::adam:
      return std::make_unique<optim::Adam>(net->parameters(),
                                           optim::AdamOptions(config.rate).betas({config.momentum, 0.999}));
    case OptimiserKind::sgd:
      break;
  }
  return std::make_unique<optim::SGD>(net->parameters(),
                                      optim::SGDOptions(config.rate).momentum(config.momentum));
}

}  // namespace

double plain_toy_loop_seconds(const ToyConfig& config, int warm_up, int iterations) {
  namespace F = torch::nn::functional;
  const auto manifold = make_manifold(config.data);
  const auto prior = make_prior(config.latent);
  Rng rng(config.seed, "plain loop");
  const int n = config.batch;
  const auto latents = [&] {
    return to_tensor(std::span<const float>(prior->sample(n, rng)), prior->dims());
  };
  const auto real = [&] {
    return to_tensor(std::span<const glm::vec2>(manifold->sample(n, rng)), manifold->ambient_dims());
  };
  torch::nn::Sequential generator = network(prior->dims(), config.generator, manifold->ambient_dims());
  torch::nn::Sequential discriminator = network(manifold->ambient_dims(), config.discriminator, 1);
  const auto generator_optimiser = optimiser(config.generator, generator);
  const auto discriminator_optimiser = optimiser(config.discriminator, discriminator);
  const bool joint = config.batches == NormalisationBatches::joint;
  // Without normalisation what stands beside a sample makes no difference, so nothing needs to.
  const bool beside_real = joint && config.discriminator.normalisation == Normalisation::batch;
  const at::Tensor ones = at::ones({n, 1});
  const at::Tensor zeros = at::zeros({n, 1});

  double last_losses = 0;
  const auto learn_discriminator = [&] {
    discriminator_optimiser->zero_grad();
    const at::Tensor fake = generator->forward(latents()).detach();
    at::Tensor score_real;
    at::Tensor score_fake;
    if (joint) {
      const at::Tensor judged = discriminator->forward(at::cat({real(), fake}));
      score_real = judged.narrow(0, 0, n);
      score_fake = judged.narrow(0, n, n);
    } else {
      score_real = discriminator->forward(real());
      score_fake = discriminator->forward(fake);
    }
    const at::Tensor loss = F::binary_cross_entropy_with_logits(score_real, ones) +
                            F::binary_cross_entropy_with_logits(score_fake, zeros);
    loss.backward();
    discriminator_optimiser->step();
    last_losses = loss.item<double>();
  };
  const auto learn_generator = [&] {
    generator_optimiser->zero_grad();
    const at::Tensor made = generator->forward(latents());
    const at::Tensor score = beside_real ? discriminator->forward(at::cat({real(), made})).narrow(0, n, n)
                                         : discriminator->forward(made);
    const at::Tensor loss = F::binary_cross_entropy_with_logits(score, ones);
    loss.backward();
    generator_optimiser->step();
    last_losses += loss.item<double>();
  };
  const auto iterate = [&] {
    for (int i = 0; i < config.discriminator.updates; ++i) learn_discriminator();
    for (int i = 0; i < config.generator.updates; ++i) learn_generator();
  };
  for (int i = 0; i < warm_up; ++i) iterate();
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) iterate();
  const double seconds = watch.seconds();
  TORCH_CHECK(std::isfinite(last_losses), "the plain loop diverged");
  return seconds;
}

}  // namespace ganscope
