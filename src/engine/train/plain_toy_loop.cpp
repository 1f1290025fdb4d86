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

torch::nn::Sequential network(int inputs, const std::vector<int>& widths, int outputs) {
  torch::nn::Sequential net;
  for (const int width : widths) {
    net->push_back(torch::nn::Linear(inputs, width));
    net->push_back(torch::nn::BatchNorm1d(width));
    net->push_back(torch::nn::ELU());
    inputs = width;
  }
  net->push_back(torch::nn::Linear(inputs, outputs));
  return net;
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
  torch::nn::Sequential generator = network(prior->dims(), config.generator.widths, manifold->ambient_dims());
  torch::nn::Sequential discriminator = network(manifold->ambient_dims(), config.discriminator.widths, 1);
  torch::optim::RMSprop generator_optimiser(generator->parameters(), torch::optim::RMSpropOptions(1e-3));
  torch::optim::RMSprop discriminator_optimiser(discriminator->parameters(),
                                                torch::optim::RMSpropOptions(1e-3));
  const at::Tensor ones = at::ones({n, 1});
  const at::Tensor zeros = at::zeros({n, 1});

  double last_losses = 0;
  const auto iterate = [&] {
    discriminator_optimiser.zero_grad();
    const at::Tensor fake = generator->forward(latents()).detach();
    const at::Tensor judged = discriminator->forward(at::cat({real(), fake}));
    const at::Tensor d_loss = F::binary_cross_entropy_with_logits(judged.narrow(0, 0, n), ones) +
                              F::binary_cross_entropy_with_logits(judged.narrow(0, n, n), zeros);
    d_loss.backward();
    discriminator_optimiser.step();

    generator_optimiser.zero_grad();
    const at::Tensor made = generator->forward(latents());
    const at::Tensor score = discriminator->forward(at::cat({real(), made})).narrow(0, n, n);
    const at::Tensor g_loss = F::binary_cross_entropy_with_logits(score, ones);
    g_loss.backward();
    generator_optimiser.step();
    last_losses = d_loss.item<double>() + g_loss.item<double>();
  };
  for (int i = 0; i < warm_up; ++i) iterate();
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) iterate();
  const double seconds = watch.seconds();
  TORCH_CHECK(std::isfinite(last_losses), "the plain loop diverged");
  return seconds;
}

}  // namespace ganscope
