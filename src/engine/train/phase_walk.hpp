#pragma once
#include "exchange/phase.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// The order of phases in one iteration: the discriminator's five as often as it has updates, then
/// the generator's three likewise.
class PhaseWalk {
 public:
  /// The phase to do next.
  [[nodiscard]] Phase next(const ToyConfig& config);
  /// Says that `phase` is done; true when it completed the iteration.
  [[nodiscard]] bool done(const ToyConfig& config, Phase phase);
  /// Back to the start of an iteration.
  void restart();

 private:
  Phase phase_ = Phase::draw_latents;
  int turn_ = 0;  ///< turns of the side in `phase_` that are complete
};

}  // namespace ganscope
