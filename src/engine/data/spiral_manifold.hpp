#pragma once
#include "engine/data/described_manifold.hpp"

namespace ganscope {

/// `spiral`: an Archimedean spiral, uniform in arc length, of 1.5 turns from radius 0.2 to 2 (the
/// geometric view, section 3.1, names the curve without its size). Its turns lie 1.2 apart; off
/// the manifold beyond 0.1; 100 cells.
class SpiralManifold : public DescribedManifold {
 public:
  SpiralManifold();

  /// Exact to 1e-6.
  [[nodiscard]] float distance(glm::vec2 point) const override;
  [[nodiscard]] int cell_count() const override;
  [[nodiscard]] int cell(glm::vec2 point) const override;

 protected:
  [[nodiscard]] glm::vec2 draw(Rng& rng) const override;

 private:
  struct Foot {
    double angle = 0;     ///< along the spiral, radians from its inner end
    double distance = 0;  ///< data units
  };
  [[nodiscard]] Foot foot(glm::vec2 point) const;

  std::vector<double> angle_;  ///< of vertices at equal steps of arc length
  std::vector<float> x_, y_;   ///< of the same vertices
};

}  // namespace ganscope
