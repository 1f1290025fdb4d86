#pragma once
#include <cstdint>
#include <vector>

#include "engine/analysis/class_study.hpp"

namespace ganscope {

/// How the +- of MAGAN's mean +- p epsilon sigma is read.
enum class AugmentSigns {
  each,  ///< every number of the latent by itself: as far from the mean, in ever other directions
  all,   ///< all numbers the same way, as the formula stands: a line through the mean
};
[[nodiscard]] const std::vector<std::string>& augment_sign_names();

struct AugmentOptions {
  int per_class = 1000;
  double p_from = 0;  ///< shares of epsilon, between which each latent's is drawn evenly
  double p_to = 1;
  AugmentSigns signs = AugmentSigns::each;
  std::uint64_t seed = 1;
};

/// Latents mean +- p epsilon sigma of each class in turn (MAGAN, section 3): classes x per_class rows.
[[nodiscard]] std::vector<float> augmented_latents(const ClassStudy& study, const AugmentOptions& options);

}  // namespace ganscope
