#pragma once
#include "engine/data/arc_manifold.hpp"
#include "engine/data/described_prior.hpp"

namespace ganscope {

/// Uniform on the circle of radius 1 in the plane; the chart is the image of its square.
class CirclePrior : public DescribedPrior {
 public:
  explicit CirclePrior(PriorInfo info);

  [[nodiscard]] glm::vec2 chart(std::span<const float> latent) const override;
  /// A closed curve of three vertices for each of `resolution`, since it is about three charts
  /// long. Throws UsageError for a resolution outside 2 to 1024.
  [[nodiscard]] PriorMesh mesh(int resolution) const override;

 protected:
  void draw(std::span<float> latent, Rng& rng) const override;

 private:
  Arc circle_ = full_circle(1);
};

}  // namespace ganscope
