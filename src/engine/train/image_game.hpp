#pragma once
#include <torch/optim/optimizer.h>

#include <memory>
#include <string>

#include "engine/images/epoch_order.hpp"
#include "engine/images/image_set.hpp"
#include "engine/libtorch.hpp"
#include "engine/nets/image_architecture.hpp"
#include "engine/nets/image_network.hpp"
#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// The networks of an image training with their optimisers, and what an iteration does to them. Random
/// numbers are streams of (seed, name, draw), so that there is no state of theirs to keep.
class ImageGame {
 public:
  ImageGame(const ImageTrainConfig& config, ImageSetPtr data, const at::Device& device);

  /// Throws DivergenceError.
  void iterate();
  /// Standard normal latents of the stream `name`.
  [[nodiscard]] at::Tensor latents(std::string_view name, std::uint64_t draw, int count) const;

  ImageTrainConfig config;
  ImageSetPtr data;
  at::Device device;
  PictureSize picture;
  EpochOrder order;
  ImageNetwork generator;
  ImageNetwork discriminator;
  ImageNetwork average;  ///< of the generator; a copy of it where nothing is averaged
  std::unique_ptr<torch::optim::Optimizer> generator_optimiser;
  std::unique_ptr<torch::optim::Optimizer> discriminator_optimiser;
  ImageTrainReport report;
  at::Tensor real;  ///< the batch the discriminator saw last, in [-1, 1]

 private:
  void discriminator_step(std::int64_t draw);
  void generator_step();
  void update_average();
  [[nodiscard]] at::Tensor real_batch(std::int64_t draw);
  [[nodiscard]] at::Tensor discriminator_objective(const at::Tensor& score_real,
                                                   const at::Tensor& score_generated, std::int64_t draw);
  [[nodiscard]] at::Tensor uniform(std::string_view name, std::int64_t draw, double low, double high) const;
  [[nodiscard]] double mean_answer(const at::Tensor& raw) const;
  void check_finite(const std::string& side, double loss, const at::Tensor& parameters) const;

  std::vector<at::Tensor> clipped_;
  c10::optional<at::Generator> noise_;  ///< for dropout
  at::Tensor generated_;                ///< with its graph, for the generator's step
};

}  // namespace ganscope
