#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The two networks at one moment, copied out of the trainer: all that a frame or a measurement is
/// made from, so that watching cannot touch training.
struct ToySnapshot {
  std::uint64_t run = 0;
  ToyConfig config;
  StepReport step;
  std::optional<PhaseView> phase;  ///< while an iteration is walked phase by phase
  std::vector<float> generator;    ///< Mlp::parameters
  std::vector<float> discriminator;
  std::vector<float> generator_running;  ///< Mlp::running
  std::vector<float> discriminator_running;
};

using ToySnapshotPtr = std::shared_ptr<const ToySnapshot>;

}  // namespace ganscope
