#pragma once
#include <span>
#include <vector>

#include "exchange/class_priors.hpp"
#include "exchange/image_config.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// The latents of `ganscope sample`, in order: those of config.anchors, else of `count` seeds from
/// config.seed on, which are made as they are asked for.
class SampleLatents {
 public:
  /// Throws what given_anchors() throws, and UsageError when there are fewer anchors than `count`, where one
  /// is given (above 0).
  SampleLatents(const ImageConfig& config, const LatentSpace& space, int count);

  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] bool of_anchors() const { return !anchors_.empty(); }
  /// Latent `index` with its name, such as seed:17.
  [[nodiscard]] Anchor at(int index) const;
  [[nodiscard]] std::vector<Latent> range(int begin, int end) const;

 private:
  const ImageConfig& config_;
  LatentSpace space_;
  ClassPriors classes_;
  std::vector<Anchor> anchors_;
  int count_;
};

}  // namespace ganscope
