#pragma once
#include <memory>

#include "engine/images/image_set.hpp"
#include "exchange/image_train_config.hpp"

namespace ganscope {

/// Trains the DCGAN of `config` (arch dcgan or dense, loss non-saturating) as pytorch/examples writes it,
/// with LibTorch's modules and optimisers and nothing of ours but the images: the yardstick of
/// `ganscope bench train`, and of a test that our step computes the same.
class PlainImageLoop {
 public:
  /// Throws UsageError for another architecture or loss.
  PlainImageLoop(const ImageTrainConfig& config, ImageSetPtr data);
  ~PlainImageLoop();
  /// One iteration.
  void step();
  /// Of the last iteration.
  [[nodiscard]] double discriminator_loss() const;
  [[nodiscard]] double generator_loss() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
