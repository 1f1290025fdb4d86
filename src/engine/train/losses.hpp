#pragma once
#include "engine/libtorch.hpp"
#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The discriminator's objective to minimise. real, generated: raw outputs (logits, or critic
/// values), n x 1 each. minimax and non-saturating are equation 1 of geometric view as binary
/// cross-entropy (Goodfellow 2014); least-squares takes targets 1 and 0 (Mao 2017); the WGANs the
/// difference of the means (Arjovsky 2017).
[[nodiscard]] at::Tensor discriminator_loss(Loss loss, const at::Tensor& real, const at::Tensor& generated);

/// The same cross-entropy with a target for each sample instead of 1 and 0, n x 1 each (latent recovery,
/// 4.1.4). Targets may leave [0, 1]: the objective stays the formula.
[[nodiscard]] at::Tensor soft_discriminator_loss(const at::Tensor& real, const at::Tensor& generated,
                                                 const at::Tensor& real_targets,
                                                 const at::Tensor& generated_targets);

/// The generator's objective to minimise; `generated` n x 1. minimax is E[log(1 - D(G(z)))],
/// non-saturating -E[log D(G(z))].
[[nodiscard]] at::Tensor generator_loss(Loss loss, const at::Tensor& generated);

/// E[(|gradient of critic at x| - 1)^2] over points x drawn uniformly on the segments between real
/// and generated samples (Gulrajani 2017, equation 3); `mix` in [0, 1], one number a sample, shaped to
/// spread over it. `critic` maps n x ... to n x 1 and must be differentiable twice.
[[nodiscard]] at::Tensor gradient_penalty(const std::function<at::Tensor(const at::Tensor&)>& critic,
                                          const at::Tensor& real, const at::Tensor& generated,
                                          const at::Tensor& mix);

/// The same at these points.
[[nodiscard]] at::Tensor gradient_penalty(const std::function<at::Tensor(const at::Tensor&)>& critic,
                                          const at::Tensor& points);

}  // namespace ganscope
