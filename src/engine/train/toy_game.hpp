#pragma once
#include <torch/optim/optimizer.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/libtorch.hpp"
#include "engine/nets/mlp.hpp"
#include "exchange/phase.hpp"
#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The two networks with their optimisers and random streams, and the phases of an iteration. What
/// is done is the same whether phases are walked one by one or run through.
class ToyGame {
 public:
  /// Throws UsageError for a configuration that cannot run.
  explicit ToyGame(const ToyConfig& config);

  /// Does one phase with what the phases before it left. Throws DivergenceError.
  void run(Phase phase);
  /// What the phase just done worked on.
  [[nodiscard]] PhaseView view(Phase phase) const;
  /// Counts an iteration and moves the learning rates along their schedule.
  void finish_iteration();
  /// Live options only; the caller has checked. See ToyTrainer::set_live() for the rates.
  void set_config(const ToyConfig& config, bool generator_rate_anew, bool discriminator_rate_anew);

  [[nodiscard]] const ToyConfig& config() const { return config_; }
  [[nodiscard]] const StepReport& report() const { return report_; }
  [[nodiscard]] const Mlp& generator() const { return generator_; }
  [[nodiscard]] const Mlp& discriminator() const { return discriminator_; }

 private:
  [[nodiscard]] at::Tensor draw_latents();
  [[nodiscard]] at::Tensor draw_real();
  /// Raw outputs for real and generated samples, normalised together or apart.
  [[nodiscard]] std::pair<at::Tensor, at::Tensor> judge(const at::Tensor& real, const at::Tensor& generated,
                                                        Statistics statistics);
  [[nodiscard]] at::Tensor penalty();
  void generate_for_discriminator();
  void judge_both();
  void update_discriminator();
  void differentiate_generator();
  void update_generator();
  /// Probabilities, or raw values squashed around their middle, so that a picture can colour them.
  [[nodiscard]] std::vector<float> drawn_answers(const at::Tensor& raw) const;
  /// Mean of the answers: probabilities where there are any, raw values else.
  [[nodiscard]] double mean_answer(const at::Tensor& raw) const;
  void check_finite(const std::string& side, double loss, const at::Tensor& parameters) const;
  /// What a side's rate decays from.
  struct RateStart {
    double rate = 0;
    std::int64_t iteration = 0;
  };
  [[nodiscard]] double decayed(const RateStart& start) const;
  void update_rates();

  ToyConfig config_;
  std::shared_ptr<const Manifold> manifold_;
  std::shared_ptr<const Prior> prior_;
  Rng latent_rng_;
  Rng data_rng_;
  Rng penalty_rng_;
  Mlp generator_;
  Mlp discriminator_;
  std::vector<at::Tensor> clipped_;
  std::unique_ptr<torch::optim::Optimizer> generator_optimiser_;
  std::unique_ptr<torch::optim::Optimizer> discriminator_optimiser_;
  StepReport report_;
  RateStart generator_start_;
  RateStart discriminator_start_;

  // What one phase hands on to the next.
  at::Tensor latents_;
  at::Tensor generated_;
  at::Tensor real_;
  at::Tensor score_real_;
  at::Tensor score_generated_;
  at::Tensor loss_;
};

}  // namespace ganscope
