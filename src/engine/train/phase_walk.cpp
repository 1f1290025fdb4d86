#include "engine/train/phase_walk.hpp"

namespace ganscope {

Phase PhaseWalk::next(const ToyConfig& config) {
  // Also when there were updates left before someone took them away in mid-walk.
  const bool skips = phase_ == Phase::draw_latents && turn_ >= config.discriminator.updates;
  if (skips && config.generator.updates > 0) {
    phase_ = Phase::draw_new_latents;
    turn_ = 0;
  }
  return phase_;
}

bool PhaseWalk::done(const ToyConfig& config, Phase phase) {
  if (phase == Phase::discriminator_step) {
    phase_ = Phase::draw_latents;
    if (++turn_ < config.discriminator.updates) return false;
    phase_ = Phase::draw_new_latents;
    turn_ = 0;
    return config.generator.updates == 0;
  }
  if (phase == Phase::generator_step) {
    phase_ = Phase::draw_new_latents;
    return ++turn_ >= config.generator.updates;
  }
  phase_ = static_cast<Phase>(static_cast<int>(phase) + 1);
  return false;
}

void PhaseWalk::restart() {
  phase_ = Phase::draw_latents;
  turn_ = 0;
}

}  // namespace ganscope
