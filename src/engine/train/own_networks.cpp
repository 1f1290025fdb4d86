#include <algorithm>

#include "core/rng.hpp"
#include "engine/mlp/optimiser.hpp"
#include "engine/mlp/pass.hpp"
#include "engine/mlp/penalty.hpp"
#include "engine/threads.hpp"
#include "engine/train/toy_networks.hpp"

namespace ganscope {
namespace {

/// Multiplications of a forward pass from which on a second thread is worth its meetings.
constexpr double kWorthSharing = 2e6;

/// A network with what learns in it.
struct Learner {
  Learner(const ToyConfig& config, const NetworkConfig& network_config, int inputs, int outputs,
          std::string_view stream)
      : network(inputs, outputs, network_config), optimiser(network_config.optimiser, network) {
    Rng rng(config.seed, stream);
    network.draw(rng);
  }
  mlp::Network<float> network;
  mlp::Optimiser<float> optimiser;
};

class OwnNetworks : public ToyNetworks {
 public:
  OwnNetworks(const ToyConfig& config, int latent_dims, int data_dims)
      : batch_(config.batch),
        apart_(config.batches == NormalisationBatches::separate &&
               config.discriminator.normalisation == Normalisation::batch),
        generator_(config, config.generator, latent_dims, data_dims, "generator"),
        discriminator_(config, config.discriminator, data_dims, 1, "discriminator"),
        making_(generator_.network, team_),
        judging_(discriminator_.network, team_),
        judging_alone_(discriminator_.network, team_),
        penalty_(discriminator_.network, team_),
        slopes_(2 * static_cast<std::size_t>(config.batch), 0.f) {
    const double work =
        std::max(generator_.network.work(), 2 * discriminator_.network.work()) * static_cast<double>(batch_);
    worth_sharing_ = work >= kWorthSharing;
    generator_.network.pack(team_);
    discriminator_.network.pack(team_);
  }

  std::span<const float> generate(std::span<const float> latents, bool) override {
    // Both kinds of step begin here, and only here may members come or go: what a way back needs of its way
    // forth lies with each of them.
    team_.resize(worth_sharing_ ? threads_in_use() : 1);
    making_.shape(batch_);
    std::copy(latents.begin(), latents.end(), making_.input().begin());
    making_.forward(true);
    return making_.output();
  }

  Scores judge(std::span<const float> real, std::span<const float> generated) override {
    if (apart_)
      judging_.shape(batch_, 2);
    else
      judging_.shape(2 * batch_);
    side_by_side(real, generated);
    judging_.forward(true);
    const auto half = static_cast<std::size_t>(batch_);
    return {judging_.output().first(half), judging_.output().last(half)};
  }

  void differentiate_discriminator(std::span<const float> at_real,
                                   std::span<const float> at_generated) override {
    std::copy(at_real.begin(), at_real.end(), slopes_.begin());
    std::copy(at_generated.begin(), at_generated.end(), slopes_.begin() + batch_);
    judging_.backward(slopes_.data(), {.weights = true});
  }

  double add_penalty(std::span<const float> points, double weight) override {
    penalty_.shape(batch_);
    std::copy(points.begin(), points.end(), penalty_.input().begin());
    return penalty_.add(static_cast<float>(weight));
  }

  std::span<const float> judge_generated(std::span<const float> real) override {
    beside_real_ = !real.empty();
    if (beside_real_) {
      judging_.shape(2 * batch_);
      side_by_side(real, making_.output());
      judging_.forward(false);
      return judging_.output().last(static_cast<std::size_t>(batch_));
    }
    judging_alone_.shape(batch_);
    std::copy(making_.output().begin(), making_.output().end(), judging_alone_.input().begin());
    judging_alone_.forward(false);
    return judging_alone_.output();
  }

  std::span<const float> differentiate_generator(std::span<const float> slopes) override {
    mlp::Pass<float>& judged = beside_real_ ? judging_ : judging_alone_;
    const int from = beside_real_ ? batch_ : 0;
    std::fill_n(slopes_.begin(), from, 0.f);
    std::copy(slopes.begin(), slopes.end(), slopes_.begin() + from);
    judged.backward(slopes_.data(), {.weights = false, .inputs_from = from});
    const std::span<const float> at_samples = judged.input_gradients().last(making_.output().size());
    making_.backward(at_samples.data(), {.weights = true});
    return at_samples;
  }

  double gradient_norm(Side side) const override { return learner(side).network.gradient_norm(); }
  double parameter_sum(Side side) const override { return learner(side).network.parameter_sum(); }

  void step(Side side, double rate, double momentum) override {
    Learner& l = side == Side::generator ? generator_ : discriminator_;
    l.optimiser.step(l.network, team_, rate, momentum);
    l.network.pack(team_);
  }

  void clip(double bound) override {
    discriminator_.network.clip(static_cast<float>(bound));
    discriminator_.network.pack(team_);
  }

  std::vector<float> parameters(Side side) const override {
    const std::span<const float> all = learner(side).network.parameters();
    return {all.begin(), all.end()};
  }
  std::vector<float> running(Side side) const override {
    const std::span<const float> all = learner(side).network.running();
    return {all.begin(), all.end()};
  }

 private:
  [[nodiscard]] const Learner& learner(Side side) const {
    return side == Side::generator ? generator_ : discriminator_;
  }
  void side_by_side(std::span<const float> real, std::span<const float> generated) {
    const auto middle = std::copy(real.begin(), real.end(), judging_.input().begin());
    std::copy(generated.begin(), generated.end(), middle);
  }

  int batch_;
  bool apart_;
  bool worth_sharing_ = false;
  bool beside_real_ = false;
  mlp::Team team_;
  Learner generator_;
  Learner discriminator_;
  mlp::Pass<float> making_;
  mlp::Pass<float> judging_;        ///< real and generated samples
  mlp::Pass<float> judging_alone_;  ///< generated ones
  mlp::Penalty<float> penalty_;
  std::vector<float> slopes_;
};

}  // namespace

std::unique_ptr<ToyNetworks> make_own_networks(const ToyConfig& config, int latent_dims, int data_dims) {
  return std::make_unique<OwnNetworks>(config, latent_dims, data_dims);
}

}  // namespace ganscope
