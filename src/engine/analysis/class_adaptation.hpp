#pragma once
#include <span>
#include <vector>

#include "exchange/class_priors.hpp"

namespace ganscope {

/// What is known of generated images, one entry an image.
struct JudgedLatents {
  std::span<const float> latents;  ///< count x dimensions
  int dimensions = 0;
  std::span<const int> labels;           ///< the oracle's answers
  std::span<const double> similarities;  ///< greatest cosine to a training image, higher is better
};

/// One class's latents after the selection.
struct AdaptedClass {
  int found = 0;          ///< latents whose images are of the class
  int kept = 0;           ///< those at or above the threshold
  double threshold = 0;   ///< similarity
  std::vector<double> w;  ///< Shapiro and Wilk's, a dimension each
  std::vector<double> p;
  [[nodiscard]] double normal_share() const;  ///< dimensions with p of at least 0.05
};

struct ClassAdaptation {
  ClassPriors priors;
  std::vector<AdaptedClass> classes;
};

/// Latent adaptation (quality against diversity): of each class the latents of the images most like training
/// images are kept and their numbers' means and deviations (n - 1) taken. The paper has thresholds a class
/// and doesn't say which: here they leave the share `keep` (0 to 1) of each class, so that a class of poor
/// images stays as varied as the others. The test for normality takes 5,000 latents at most, the first ones.
/// Throws Error for a class that keeps fewer than three and for similarities that are not finite, UsageError
/// for another share.
[[nodiscard]] ClassAdaptation adapt_classes(const JudgedLatents& judged,
                                            const std::vector<std::string>& names, double keep);

}  // namespace ganscope
