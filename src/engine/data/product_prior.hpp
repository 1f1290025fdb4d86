#pragma once
#include "engine/data/described_prior.hpp"

namespace ganscope {

enum class Coordinate { uniform, normal };

/// Independent coordinates of one distribution: uniform on [-1, 1] or standard normal.
class ProductPrior : public DescribedPrior {
 public:
  /// info.dims from 1.
  ProductPrior(const PriorInfo& info, Coordinate coordinate);

  [[nodiscard]] glm::vec2 chart(std::span<const float> latent) const override;
  /// Regular in the chart. Normal coordinates stop at their central 99.9 % (3.29 deviations), so
  /// that they stay finite; masses are of the prior within. Throws UsageError for a resolution
  /// outside 2 to 1024.
  [[nodiscard]] PriorMesh mesh(int resolution) const override;

 protected:
  void draw(std::span<float> latent, Rng& rng) const override;

 private:
  [[nodiscard]] float chart_of(float value) const;
  [[nodiscard]] std::vector<float> steps(int count) const;

  Coordinate coordinate_;
};

}  // namespace ganscope
