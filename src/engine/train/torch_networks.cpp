#include <torch/csrc/autograd/autograd.h>
#include <torch/optim/optimizer.h>

#include "core/rng.hpp"
#include "engine/nets/mlp.hpp"
#include "engine/nets/optimiser.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/losses.hpp"
#include "engine/train/toy_networks.hpp"

namespace ganscope {
namespace {

Mlp seeded_network(const ToyConfig& config, const NetworkConfig& network, int inputs, int outputs,
                   std::string_view stream) {
  Rng rng(config.seed, stream);
  return Mlp(inputs, outputs, network, rng);
}

std::span<const float> values_of(const at::Tensor& contiguous) {
  return {contiguous.data_ptr<float>(), static_cast<std::size_t>(contiguous.numel())};
}

/// The network's optimiser beside it.
struct TorchLearner {
  TorchLearner(const ToyConfig& config, const NetworkConfig& network_config, int inputs, int outputs,
               std::string_view stream)
      : network(seeded_network(config, network_config, inputs, outputs, stream)),
        optimiser(make_optimiser(network_config, network.parameters())) {}
  Mlp network;
  std::unique_ptr<torch::optim::Optimizer> optimiser;
};

class TorchNetworks : public ToyNetworks {
 public:
  TorchNetworks(const ToyConfig& config, int latent_dims, int data_dims)
      : config_(config),
        latent_dims_(latent_dims),
        data_dims_(data_dims),
        generator_(config, config.generator, latent_dims, data_dims, "generator"),
        discriminator_(config, config.discriminator, data_dims, 1, "discriminator"),
        clipped_(discriminator_.network.linear_parameters()) {}

  std::span<const float> generate(std::span<const float> latents, bool learning) override {
    const at::Tensor z = to_tensor(latents, latent_dims_);
    if (learning) {
      generator_.network.gradients().zero_();
      generated_ = generator_.network.forward(z, Statistics::update);
      generated_.retain_grad();
    } else {
      const at::NoGradGuard no_grad;
      generated_ = generator_.network.forward(z, Statistics::update);
    }
    return values_of(generated_);
  }

  Scores judge(std::span<const float> real, std::span<const float> generated) override {
    discriminator_.network.gradients().zero_();
    const at::Tensor real_batch = to_tensor(real, data_dims_);
    const at::Tensor generated_batch = to_tensor(generated, data_dims_);
    if (config_.batches == NormalisationBatches::separate) {
      score_real_ = discriminator_.network.forward(real_batch, Statistics::update);
      score_generated_ = discriminator_.network.forward(generated_batch, Statistics::update);
    } else {
      const at::Tensor both =
          discriminator_.network.forward(at::cat({real_batch, generated_batch}), Statistics::update);
      score_real_ = both.narrow(0, 0, config_.batch);
      score_generated_ = both.narrow(0, config_.batch, config_.batch);
    }
    return {values_of(score_real_), values_of(score_generated_)};
  }

  void differentiate_discriminator(std::span<const float> at_real,
                                   std::span<const float> at_generated) override {
    torch::autograd::backward({score_real_, score_generated_},
                              {to_tensor(at_real, 1), to_tensor(at_generated, 1)});
    score_real_.reset();  // and with it the graph
    score_generated_.reset();
  }

  double add_penalty(std::span<const float> points, double weight) override {
    const at::Tensor penalty = gradient_penalty(
        [this](const at::Tensor& x) { return discriminator_.network.forward(x, Statistics::batch); },
        to_tensor(points, data_dims_));
    (weight * penalty).backward();
    return penalty.item<double>();
  }

  std::span<const float> judge_generated(std::span<const float> real) override {
    discriminator_.network.require_gradients(false);  // they would be computed only to be thrown away
    if (real.empty()) {
      score_generated_ = discriminator_.network.forward(generated_, Statistics::batch);
    } else {
      const at::Tensor both = at::cat({to_tensor(real, data_dims_), generated_});
      score_generated_ =
          discriminator_.network.forward(both, Statistics::batch).narrow(0, config_.batch, config_.batch);
    }
    return values_of(score_generated_);
  }

  std::span<const float> differentiate_generator(std::span<const float> slopes) override {
    torch::autograd::backward({score_generated_}, {to_tensor(slopes, 1)});
    discriminator_.network.require_gradients(true);
    score_generated_.reset();
    at_samples_ = generated_.grad().contiguous();
    return values_of(at_samples_);
  }

  double gradient_norm(Side side) const override {
    return learner(side).network.gradients().norm().item<double>();
  }
  double parameter_sum(Side side) const override {
    return learner(side).network.parameters().sum().item<double>();
  }

  void step(Side side, double rate, double momentum) override {
    NetworkConfig now = side == Side::generator ? config_.generator : config_.discriminator;
    now.momentum = momentum;
    set_rate(*learner(side).optimiser, now, rate);
    learner(side).optimiser->step();
  }

  void clip(double bound) override {
    const at::NoGradGuard no_grad;
    for (at::Tensor& p : clipped_) p.clamp_(-bound, bound);
  }

  std::vector<float> parameters(Side side) const override {
    return to_vector(learner(side).network.parameters());
  }
  std::vector<float> running(Side side) const override { return to_vector(learner(side).network.running()); }

 private:
  [[nodiscard]] const TorchLearner& learner(Side side) const {
    return side == Side::generator ? generator_ : discriminator_;
  }

  ToyConfig config_;
  int latent_dims_;
  int data_dims_;
  TorchLearner generator_;
  TorchLearner discriminator_;
  std::vector<at::Tensor> clipped_;
  at::Tensor generated_;
  at::Tensor at_samples_;
  at::Tensor score_real_;
  at::Tensor score_generated_;
};

}  // namespace

std::unique_ptr<ToyNetworks> make_torch_networks(const ToyConfig& config, int latent_dims, int data_dims) {
  return std::make_unique<TorchNetworks>(config, latent_dims, data_dims);
}

}  // namespace ganscope
