#include "engine/train/losses.hpp"

#include <torch/csrc/autograd/autograd.h>

namespace ganscope {

at::Tensor discriminator_loss(Loss loss, const at::Tensor& real, const at::Tensor& generated) {
  switch (loss) {
    case Loss::minimax:
    case Loss::non_saturating:
      // -log D(x) = softplus(-logit), -log(1 - D(x)) = softplus(logit): finite for any logit.
      return at::softplus(-real).mean() + at::softplus(generated).mean();
    case Loss::wgan_clip:
    case Loss::wgan_gp:
      return generated.mean() - real.mean();
    case Loss::least_squares:
      return 0.5 * ((real - 1).square().mean() + generated.square().mean());
  }
  return {};
}

at::Tensor soft_discriminator_loss(const at::Tensor& real, const at::Tensor& generated,
                                   const at::Tensor& real_targets, const at::Tensor& generated_targets) {
  // -t log D - (1 - t) log(1 - D) = softplus(logit) - t logit.
  const auto cross_entropy = [](const at::Tensor& logit, const at::Tensor& target) {
    return (at::softplus(logit) - target * logit).mean();
  };
  return cross_entropy(real, real_targets) + cross_entropy(generated, generated_targets);
}

at::Tensor generator_loss(Loss loss, const at::Tensor& generated) {
  switch (loss) {
    case Loss::minimax:
      return -at::softplus(generated).mean();
    case Loss::non_saturating:
      return at::softplus(-generated).mean();
    case Loss::wgan_clip:
    case Loss::wgan_gp:
      return -generated.mean();
    case Loss::least_squares:
      return 0.5 * (generated - 1).square().mean();
  }
  return {};
}

at::Tensor gradient_penalty(const std::function<at::Tensor(const at::Tensor&)>& critic,
                            const at::Tensor& real, const at::Tensor& generated, const at::Tensor& mix) {
  return gradient_penalty(critic, mix * real + (1 - mix) * generated);
}

at::Tensor gradient_penalty(const std::function<at::Tensor(const at::Tensor&)>& critic,
                            const at::Tensor& points) {
  const at::Tensor between = points.detach().requires_grad_(true);
  const at::Tensor gradient =
      torch::autograd::grad({critic(between).sum()}, {between}, {}, /*retain_graph=*/true,
                            /*create_graph=*/true)[0];
  // The root's slope is infinite at 0; a gradient that vanishes exactly must not poison the weights.
  const at::Tensor norm = (gradient.flatten(1).square().sum(1) + 1e-12).sqrt();
  return (norm - 1).square().mean();
}

}  // namespace ganscope
