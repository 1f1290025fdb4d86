#pragma once
#include <cstddef>
#include <mutex>
#include <vector>

#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// An image training's reports as the columns that plots draw, and its warnings, in the order of time.
/// Floats hold iterations exactly up to 16,777,216.
struct ImageTrainCurves {
  std::vector<float> iteration, generator_loss, discriminator_loss, score_real, score_generated,
      generator_gradient, discriminator_gradient, variety;
  std::vector<HealthWarning> warnings;

  void add(const ImageTrainReport& report);
};

/// What happened in an image training: written by its worker, read by panels, complete even where
/// frames were skipped. Only grows. Safe from every thread.
class ImageTrainLog {
 public:
  void add(const ImageTrainReport& report);
  void add(const HealthWarning& warning);
  /// Brings a reader's copy up to date at the cost of the new entries only.
  void catch_up(ImageTrainCurves& curves) const;

 private:
  mutable std::mutex mutex_;
  std::vector<ImageTrainReport> reports_;
  std::vector<HealthWarning> warnings_;
};

}  // namespace ganscope
