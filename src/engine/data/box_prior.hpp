#pragma once
#include "engine/data/box_set.hpp"
#include "engine/data/described_prior.hpp"

namespace ganscope {

/// Uniform on separate boxes of the plane, squares or atoms. The chart is the image of the square
/// around all of them.
class BoxPrior : public DescribedPrior {
 public:
  BoxPrior(PriorInfo info, BoxSet boxes);

  [[nodiscard]] glm::vec2 chart(std::span<const float> latent) const override;
  /// One patch for each square; for atoms one point each, whatever the resolution. Throws
  /// UsageError for a resolution outside 2 to 1024.
  [[nodiscard]] PriorMesh mesh(int resolution) const override;

 protected:
  void draw(std::span<float> latent, Rng& rng) const override;

 private:
  BoxSet boxes_;
  Bounds extent_;
};

}  // namespace ganscope
