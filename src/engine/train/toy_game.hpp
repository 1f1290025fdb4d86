#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/train/toy_networks.hpp"
#include "exchange/phase.hpp"
#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The game: its losses, schedule and random streams, and the phases of an iteration, whoever computes the
/// two networks. What is done is the same whether phases are walked one by one or run through.
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
  [[nodiscard]] const ToyNetworks& networks() const { return *networks_; }

 private:
  void draw_latents();
  void draw_real();
  void judge_both();
  double penalty();
  void update_discriminator();
  void differentiate_generator();
  void update_generator();
  /// Probabilities, or raw values squashed around their middle, so that a picture can colour them.
  [[nodiscard]] std::vector<float> drawn_answers(const std::vector<float>& raw) const;
  /// Mean of the answers: probabilities where there are any, raw values else.
  [[nodiscard]] double mean_answer(const std::vector<float>& raw) const;
  void check_finite(Side side, double loss) const;
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
  std::unique_ptr<ToyNetworks> networks_;
  StepReport report_;
  RateStart generator_start_;
  RateStart discriminator_start_;

  // What one phase hands on to the next: points row by row, raw scores and the loss's slopes at them.
  std::vector<float> latents_;
  std::vector<float> generated_;
  std::vector<float> real_;
  std::vector<float> score_real_;
  std::vector<float> score_generated_;
  std::vector<float> slope_real_;
  std::vector<float> slope_generated_;
  std::vector<float> at_generated_;  ///< the generator's loss's gradient at its samples
  std::vector<float> mix_;
  std::vector<float> between_;  ///< where the penalty is taken
  double loss_ = 0;
};

}  // namespace ganscope
