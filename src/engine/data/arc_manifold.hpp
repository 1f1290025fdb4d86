#pragma once
#include "engine/data/described_manifold.hpp"

namespace ganscope {

/// A piece of a circle, walked counter-clockwise from `start` for `sweep` radians (0 to 2 pi).
struct Arc {
  glm::vec2 centre{0, 0};
  float radius = 1;
  double start = 0;
  double sweep = 0;

  /// The point at a share of the arc's length, 0 to 1.
  [[nodiscard]] glm::vec2 at(double share) const;

  struct Foot {
    double share = 0;     ///< of the arc's length, 0 to 1
    double distance = 0;  ///< data units
  };
  /// The nearest point of the arc.
  [[nodiscard]] Foot foot(glm::vec2 point) const;
};

/// Uniform on arcs of equal length, each cut into equal cells; more than one arc makes each a mode.
class ArcManifold : public DescribedManifold {
 public:
  ArcManifold(ManifoldFacts facts, std::vector<Arc> arcs, int cells_per_arc);

  [[nodiscard]] float distance(glm::vec2 point) const override;
  [[nodiscard]] int cell_count() const override;
  [[nodiscard]] int cell(glm::vec2 point) const override;
  [[nodiscard]] int mode_count() const override;
  [[nodiscard]] int mode(glm::vec2 point) const override;

 protected:
  [[nodiscard]] glm::vec2 draw(Rng& rng) const override;

 private:
  struct Nearest {
    int arc = 0;
    Arc::Foot foot;
  };
  [[nodiscard]] Nearest nearest(glm::vec2 point) const;

  std::vector<Arc> arcs_;
  int cells_per_arc_;
};

/// The circle of this radius about the origin, which the data manifold and the prior share.
[[nodiscard]] Arc full_circle(float radius);

/// `circle`: of radius 2. Off the manifold beyond 0.1; 100 cells.
[[nodiscard]] std::shared_ptr<const Manifold> make_circle();
/// `two-moons`: two half circles of radius 2, each reaching into the other, without noise and
/// centred on the origin. Off the manifold beyond 0.1; 50 cells a moon.
[[nodiscard]] std::shared_ptr<const Manifold> make_two_moons();

}  // namespace ganscope
