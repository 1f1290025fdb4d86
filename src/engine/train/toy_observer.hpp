#pragma once
#include <memory>

#include "engine/train/toy_snapshot.hpp"
#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Makes frames and measurements from snapshots with networks of its own: it shares nothing with
/// the trainer, so a run that is watched and one that isn't end in the same bits.
///
/// How a network with batch normalisation answers to a single point depends on the batch the point
/// is in. A frame therefore shows one batch: its real and generated samples. Generated samples, mesh
/// and trails use the generator's statistics over the shown latents. The field is the
/// discriminator's answer to each point as one more member of the batch of shown samples: the first
/// kStatisticsSamples real and generated ones together when `batches` is joint, the generated ones
/// alone when it is separate (that is the discriminator the generator learns from).
///
/// Shown latents and real samples are fixed for a run (drawn from streams of their own), so that
/// the eye follows points and not noise. Used by one thread at a time.
class ToyObserver {
 public:
  ToyObserver();
  ~ToyObserver();
  ToyObserver(const ToyObserver&) = delete;
  ToyObserver& operator=(const ToyObserver&) = delete;

  /// Throws UsageError when the request is out of range.
  [[nodiscard]] ToyFramePtr observe(const ToySnapshot& snapshot, const FrameRequest& request);

  /// Coverage, divergences and the like of kMetricSamples samples, from a stream of their own that
  /// depends on seed and iteration only.
  [[nodiscard]] ToyMetrics measure(const ToySnapshot& snapshot);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Real and generated samples, each, whose batch gives the field its statistics: as many as the
/// paper's training batches have.
inline constexpr int kStatisticsSamples = 256;
/// Generated samples that carry a gradient arrow.
inline constexpr int kGradientSamples = 256;
/// Latents that leave a trail, and observations a trail reaches back.
inline constexpr int kTrailLatents = 64;
inline constexpr int kTrailLength = 40;

}  // namespace ganscope
