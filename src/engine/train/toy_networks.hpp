#pragma once
#include <memory>
#include <span>
#include <vector>

#include "exchange/toy_config.hpp"

namespace ganscope {

enum class Side { generator, discriminator };

/// The two networks of a toy game with their optimisers: what ToyGame asks of whoever computes them. Batches
/// have config.batch rows, row by row; spans hold until the next call. Used by one thread at a time.
class ToyNetworks {
 public:
  virtual ~ToyNetworks() = default;

  /// Generated samples of these latents; moves the generator's running statistics. `learning`:
  /// differentiate_generator() follows.
  [[nodiscard]] virtual std::span<const float> generate(std::span<const float> latents, bool learning) = 0;

  struct Scores {
    std::span<const float> real;
    std::span<const float> generated;
  };
  /// The discriminator's raw outputs, the two batches normalised together or apart; moves its running
  /// statistics.
  [[nodiscard]] virtual Scores judge(std::span<const float> real, std::span<const float> generated) = 0;
  /// The discriminator's gradients, from the loss's slopes at judge()'s scores.
  virtual void differentiate_discriminator(std::span<const float> at_real,
                                           std::span<const float> at_generated) = 0;
  /// Adds `weight` times the gradient penalty at these points to the loss that was differentiated. Returns
  /// the penalty without the weight.
  virtual double add_penalty(std::span<const float> points, double weight) = 0;

  /// The raw outputs for what generate() made last, beside `real` in one batch or alone (empty). Moves
  /// nothing of the discriminator.
  [[nodiscard]] virtual std::span<const float> judge_generated(std::span<const float> real) = 0;
  /// The generator's gradients, from the loss's slopes at those outputs. Returns the loss's gradient at the
  /// generated samples.
  [[nodiscard]] virtual std::span<const float> differentiate_generator(std::span<const float> slopes) = 0;

  [[nodiscard]] virtual double gradient_norm(Side side) const = 0;
  /// One step of the side's optimiser; `momentum` as NetworkConfig has it.
  virtual void step(Side side, double rate, double momentum) = 0;
  /// Holds the discriminator's weights and biases, not its normalisations', in +-bound.
  virtual void clip(double bound) = 0;
  /// Not finite when a parameter isn't.
  [[nodiscard]] virtual double parameter_sum(Side side) const = 0;

  /// Flat copies, layer by layer: weight (outputs x inputs), bias, scale, shift; running mean, variance.
  [[nodiscard]] virtual std::vector<float> parameters(Side side) const = 0;
  [[nodiscard]] virtual std::vector<float> running(Side side) const = 0;
};

/// By config.engine. Both kinds start from the same weights, which the seed decides.
[[nodiscard]] std::unique_ptr<ToyNetworks> make_toy_networks(const ToyConfig& config, int latent_dims,
                                                             int data_dims);
/// The small networks of engine/mlp, on as many threads as use_threads() gave.
[[nodiscard]] std::unique_ptr<ToyNetworks> make_own_networks(const ToyConfig& config, int latent_dims,
                                                             int data_dims);
/// LibTorch's tensors and gradients: the reference, and for comparison.
[[nodiscard]] std::unique_ptr<ToyNetworks> make_torch_networks(const ToyConfig& config, int latent_dims,
                                                               int data_dims);

}  // namespace ganscope
