#pragma once
#include <memory>

#include "engine/train/toy_snapshot.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// Which learning rates are said anew, though they may be the ones of the configuration: what a person
/// types is the rate of the next step, whatever it has decayed to.
struct RatesAnew {
  bool generator = false;
  bool discriminator = false;
};

/// Trains the toy GAN. One object is one run: the same configuration gives the same weights, step
/// for step, on the same machine and thread count. Used by one thread at a time.
class ToyTrainer {
 public:
  /// Throws UsageError for a configuration that cannot run (see validate, make_manifold,
  /// make_prior). `run` is copied into snapshots.
  explicit ToyTrainer(const ToyConfig& config, std::uint64_t run = 0);
  ~ToyTrainer();
  ToyTrainer(ToyTrainer&&) noexcept;
  ToyTrainer& operator=(ToyTrainer&&) noexcept;

  /// One iteration: `discriminator.updates` steps of the discriminator, then `generator.updates`
  /// of the generator. Throws DivergenceError when a loss or a weight is not finite.
  const StepReport& step();
  /// The next phase of an iteration, which is shown in snapshots until the next step of another kind.
  /// Walking all phases ends in the same bits as step(), which also completes a half-walked iteration.
  const StepReport& step_phase();
  /// One step of one side; the iteration doesn't count, the learning rates stay.
  const StepReport& step_discriminator();
  const StepReport& step_generator();

  [[nodiscard]] const StepReport& report() const;
  [[nodiscard]] const ToyConfig& config() const;
  /// Takes the live options of `config`; the others must be equal (UsageError names the difference). A
  /// learning rate that changes, or that `anew` says again, is the rate of the next step and decays from
  /// there; another decay leaves the rates in force as they are.
  void set_live(const ToyConfig& config, RatesAnew anew = {});
  [[nodiscard]] ToySnapshotPtr snapshot() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
