#include "engine/analysis/class_augmentation.hpp"

#include "core/rng.hpp"

namespace ganscope {

const std::vector<std::string>& augment_sign_names() {
  static const std::vector<std::string> names{"each", "all"};
  return names;
}

std::vector<float> augmented_latents(const ClassStudy& study, const AugmentOptions& options) {
  std::vector<float> out;
  Rng rng(options.seed, "augment");
  const auto sign = [&rng] { return rng.below(2) == 0 ? -1.0 : 1.0; };
  for (std::size_t c = 0; c < study.epsilon.size(); ++c)
    for (int i = 0; i < options.per_class; ++i) {
      const double far = rng.uniform(options.p_from, options.p_to) * study.epsilon[c];
      double way = sign();
      for (std::size_t d = 0; d < study.classes.means[c].size(); ++d) {
        if (options.signs == AugmentSigns::each) way = sign();
        out.push_back(
            static_cast<float>(study.classes.means[c][d] + way * far * study.classes.deviations[c][d]));
      }
    }
  return out;
}

}  // namespace ganscope
