#pragma once
#include <memory>
#include <string>
#include <vector>

#include "engine/images/image_set.hpp"
#include "engine/nets/image_architecture.hpp"
#include "engine/train/checkpoint.hpp"
#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// One tensor of a trained network, by PyTorch's name for it.
struct NamedArray {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// Trains an image GAN as pytorch/examples' DCGAN does: real and generated images judged in batches of
/// their own, and the generator's step on the images the discriminator saw last. One object is one
/// run: what happens at an iteration depends on the configuration, the data and the state before it
/// alone, so a run that goes on from a checkpoint has the bits of one that was never cut, on the same
/// machine, device and thread count. Used by one thread at a time.
class ImageTrainer {
 public:
  /// Throws UsageError for a configuration that cannot run. `device`: cpu, cuda, cuda:N, or auto (cuda
  /// where there is one).
  ImageTrainer(const ImageTrainConfig& config, ImageSetPtr data, const std::string& device = "cpu");
  ~ImageTrainer();
  ImageTrainer(ImageTrainer&&) noexcept;
  ImageTrainer& operator=(ImageTrainer&&) noexcept;

  /// One iteration: `discriminator_updates` steps of the discriminator, then one of the generator.
  /// Throws DivergenceError when a loss or a weight is not finite.
  const ImageTrainReport& step();

  [[nodiscard]] const ImageTrainReport& report() const;
  [[nodiscard]] const ImageTrainConfig& config() const;
  [[nodiscard]] PictureSize picture() const;
  [[nodiscard]] std::int64_t batches_per_epoch() const;
  /// "cpu" or "cuda:0".
  [[nodiscard]] std::string device() const;

  /// Images of latents that are fixed for a run, by the averaged generator normalised over that batch;
  /// the last real batch. Changes nothing. `health` is copied in.
  [[nodiscard]] ImageTrainFramePtr frame(std::vector<HealthWarning> health = {});

  /// All that goes on: weights, averages, optimisers, iteration.
  [[nodiscard]] Checkpoint checkpoint() const;
  /// Throws Error when it belongs to another configuration.
  void restore(const Checkpoint& checkpoint);

  /// The averaged generator for use: its running statistics are measured afresh over `batches`
  /// batches of latents, since averaged weights have other ones than those gathered on the way.
  [[nodiscard]] std::vector<NamedArray> generator_tensors(int batches = kStatisticsBatches);
  [[nodiscard]] const std::vector<ImageLayer>& generator_layers() const;
  [[nodiscard]] std::int64_t generator_parameters() const;
  [[nodiscard]] std::int64_t discriminator_parameters() const;

  static constexpr int kSheetImages = 64;
  static constexpr int kStatisticsBatches = 50;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The configuration a checkpoint was made with. Throws Error.
[[nodiscard]] ImageTrainConfig config_of(const Checkpoint& checkpoint);

}  // namespace ganscope
