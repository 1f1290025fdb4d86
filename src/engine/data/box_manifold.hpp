#pragma once
#include "engine/data/box_set.hpp"
#include "engine/data/described_manifold.hpp"

namespace ganscope {

/// Uniform on a set of boxes: atoms, an interval, a square, several squares. Each box is cut into
/// cells.x by cells.y equal cells; more than one box makes each a mode.
class BoxManifold : public DescribedManifold {
 public:
  BoxManifold(ManifoldFacts facts, BoxSet boxes, glm::ivec2 cells);

  [[nodiscard]] float distance(glm::vec2 point) const override { return boxes_.distance(point); }
  [[nodiscard]] int cell_count() const override;
  [[nodiscard]] int cell(glm::vec2 point) const override;
  [[nodiscard]] int mode_count() const override;
  [[nodiscard]] int mode(glm::vec2 point) const override;

 protected:
  [[nodiscard]] glm::vec2 draw(Rng& rng) const override { return boxes_.draw(rng); }

 private:
  BoxSet boxes_;
  glm::ivec2 cells_;
};

/// `lattice`: nine atoms. Off the manifold beyond 0.2, a tenth of their spacing; 9 cells.
[[nodiscard]] std::shared_ptr<const Manifold> make_lattice();
/// `square`: off the manifold beyond 0.1; 10 x 10 cells.
[[nodiscard]] std::shared_ptr<const Manifold> make_square();
/// `nine-squares`: off the manifold beyond 0.1, a twelfth of the gap; 3 x 3 cells a square.
[[nodiscard]] std::shared_ptr<const Manifold> make_nine_squares();
/// `interval`: off the manifold beyond 0.1; 100 cells.
[[nodiscard]] std::shared_ptr<const Manifold> make_interval();

}  // namespace ganscope
