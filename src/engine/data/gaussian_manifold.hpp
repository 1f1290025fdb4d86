#pragma once
#include "engine/data/described_manifold.hpp"

namespace ganscope {

/// Equally likely round Gaussians and how each is cut into cells of equal probability: rings about
/// its centre times sectors. On the line a ring is a pair of pieces and the sectors are the sides.
struct GaussianShape {
  std::vector<glm::vec2> centres;
  float deviation = 1;  ///< standard deviation of every coordinate
  int dims = 2;         ///< 1 or 2
  int rings = 1;
  int sectors = 4;  ///< 2 for dims 1
};

/// A mixture of Gaussians of one width whose centres lie many deviations apart. Distances are to
/// the nearest centre; a sample beyond 3 deviations is off the manifold, which holds for exp(-4.5)
/// = 1.11 % of the data on the plane and erfc(3 / sqrt 2) = 0.27 % on the line.
class GaussianManifold : public DescribedManifold {
 public:
  GaussianManifold(ManifoldInfo info, Bounds bounds, GaussianShape shape);

  [[nodiscard]] float distance(glm::vec2 point) const override;
  [[nodiscard]] int cell_count() const override;
  [[nodiscard]] int cell(glm::vec2 point) const override;
  [[nodiscard]] int mode_count() const override;
  [[nodiscard]] int mode(glm::vec2 point) const override;

 protected:
  [[nodiscard]] glm::vec2 draw(Rng& rng) const override;

 private:
  [[nodiscard]] int nearest(glm::vec2 point) const;
  [[nodiscard]] glm::vec2 offset(int centre, glm::vec2 point) const;

  GaussianShape shape_;
};

/// `gaussian`: the standard normal on the plane; 10 rings x 10 sectors.
[[nodiscard]] std::shared_ptr<const Manifold> make_gaussian();
/// `ring8`: eight Gaussians of deviation 0.02 on a circle of radius 2 (Metz et al. 2017, "Unrolled
/// GANs", appendix); 4 cells a mode.
[[nodiscard]] std::shared_ptr<const Manifold> make_ring8();
/// `grid25`: Gaussians of deviation 0.05 at {-4, -2, 0, 2, 4}^2 (Lin et al. 2018, "PacGAN");
/// 4 cells a mode.
[[nodiscard]] std::shared_ptr<const Manifold> make_grid25();
/// `line-mixture`: Gaussians of deviation 0.2 at -2, 0 and 2 on the line; 10 cells a mode.
[[nodiscard]] std::shared_ptr<const Manifold> make_line_mixture();

}  // namespace ganscope
