#pragma once
#include <string>
#include <utility>
#include <vector>

#include "engine/data/prior.hpp"

namespace ganscope {

/// The part of Prior that every kind shares: its facts, and n latents from one.
class DescribedPrior : public Prior {
 public:
  DescribedPrior(PriorInfo info, int intrinsic_dims)
      : info_(std::move(info)), intrinsic_dims_(intrinsic_dims) {}

  [[nodiscard]] std::string name() const override { return info_.name; }
  [[nodiscard]] std::string description() const override { return info_.description; }
  [[nodiscard]] int dims() const override { return info_.dims; }
  [[nodiscard]] int intrinsic_dims() const override { return intrinsic_dims_; }
  /// Throws Error when n is negative.
  [[nodiscard]] std::vector<float> sample(int n, Rng& rng) const override;

 protected:
  /// Writes one latent of dims() values.
  virtual void draw(std::span<float> latent, Rng& rng) const = 0;

 private:
  PriorInfo info_;
  int intrinsic_dims_;
};

/// Where `point` stands in `extent`, each coordinate kept within [0, 1].
[[nodiscard]] glm::vec2 chart_within(Bounds extent, glm::vec2 point);

}  // namespace ganscope
