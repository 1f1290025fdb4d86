#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exchange/image_stack.hpp"
#include "exchange/image_train_config.hpp"

namespace ganscope {

/// What one iteration of an image training did.
struct ImageTrainReport {
  std::int64_t iteration = 0;  ///< completed iterations
  double epoch = 0;            ///< epochs of real images seen, with its fraction
  double generator_loss = 0;
  double discriminator_loss = 0;      ///< of the last discriminator step, with the penalty
  double score_real = 0;              ///< mean answer to real images: a probability, or a critic's value
  double score_generated = 0;         ///< mean answer to generated images in the same step
  double generator_gradient = 0;      ///< Euclidean norm
  double discriminator_gradient = 0;  ///< Euclidean norm, last step
  double variety = 0;  ///< deviation between generated images over that between real ones, mean pixel

  bool operator==(const ImageTrainReport&) const = default;
};

/// Something that usually goes before a failed run.
struct HealthWarning {
  std::string id;       ///< short and stable: "collapse"
  std::string meaning;  ///< what it means
  std::string advice;   ///< what to try
  std::int64_t since = 0;

  bool operator==(const HealthWarning&) const = default;
};

/// One moment of an image training, made by the engine, changed by nobody.
struct ImageTrainFrame {
  ImageTrainConfig config;
  ImageTrainReport report;
  ImageStack real;                    ///< the batch the discriminator saw last
  ImageStack generated;               ///< the averaged generator's images of latents that are fixed for a run
  std::vector<HealthWarning> health;  ///< those that hold now
};

using ImageTrainFramePtr = std::shared_ptr<const ImageTrainFrame>;

}  // namespace ganscope
