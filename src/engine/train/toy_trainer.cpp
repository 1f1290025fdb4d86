#include "engine/train/toy_trainer.hpp"

#include "core/error.hpp"
#include "engine/train/phase_walk.hpp"
#include "engine/train/toy_game.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {

struct ToyTrainer::Impl {
  Impl(const ToyConfig& config, std::uint64_t run_number) : game(config), run(run_number) {}

  /// One phase of the walk; true when it completed the iteration.
  bool advance() {
    const Phase phase = walk.next(game.config());
    game.run(phase);
    const bool complete = walk.done(game.config(), phase);
    if (showing_phases) shown = game.view(phase);
    if (complete) {
      walk.restart();
      game.finish_iteration();
    }
    return complete;
  }

  /// A step of one side has a batch of its own; a half-walked iteration is given up.
  void leave_walk() {
    walk.restart();
    shown.reset();
    showing_phases = false;
  }

  ToyGame game;
  std::uint64_t run;
  PhaseWalk walk;
  bool showing_phases = false;
  std::optional<PhaseView> shown;  ///< the last phase, while an iteration is walked
};

ToyTrainer::ToyTrainer(const ToyConfig& config, std::uint64_t run)
    : impl_(std::make_unique<Impl>(config, run)) {}
ToyTrainer::~ToyTrainer() = default;
ToyTrainer::ToyTrainer(ToyTrainer&&) noexcept = default;
ToyTrainer& ToyTrainer::operator=(ToyTrainer&&) noexcept = default;

const StepReport& ToyTrainer::step() {
  impl_->showing_phases = false;
  impl_->shown.reset();
  while (!impl_->advance()) {
  }
  return report();
}

const StepReport& ToyTrainer::step_phase() {
  impl_->showing_phases = true;
  impl_->advance();
  return report();
}

const StepReport& ToyTrainer::step_discriminator() {
  impl_->leave_walk();
  for (const Phase phase :
       {Phase::draw_latents, Phase::generate, Phase::draw_real, Phase::judge, Phase::discriminator_step})
    impl_->game.run(phase);
  return report();
}

const StepReport& ToyTrainer::step_generator() {
  impl_->leave_walk();
  for (const Phase phase : {Phase::draw_new_latents, Phase::generator_gradients, Phase::generator_step})
    impl_->game.run(phase);
  return report();
}

const StepReport& ToyTrainer::report() const { return impl_->game.report(); }
const ToyConfig& ToyTrainer::config() const { return impl_->game.config(); }

void ToyTrainer::set_live(const ToyConfig& config, RatesAnew anew) {
  if (needs_reset(this->config(), config))
    throw UsageError("only live options can change in a running training; reset to change the others");
  validate(config);
  impl_->game.set_config(config, anew.generator, anew.discriminator);
}

ToySnapshotPtr ToyTrainer::snapshot() const {
  const ToyGame& game = impl_->game;
  auto out = std::make_shared<ToySnapshot>();
  out->run = impl_->run;
  out->config = game.config();
  out->step = game.report();
  out->phase = impl_->shown;
  out->generator = game.networks().parameters(Side::generator);
  out->discriminator = game.networks().parameters(Side::discriminator);
  out->generator_running = game.networks().running(Side::generator);
  out->discriminator_running = game.networks().running(Side::discriminator);
  return out;
}

}  // namespace ganscope
