#pragma once
#include <string>
#include <utility>
#include <vector>

#include "engine/data/manifold.hpp"

namespace ganscope {

/// What a manifold says about itself without looking at a point.
struct ManifoldFacts {
  ManifoldInfo info;
  Bounds bounds;
  float tolerance = 0;            ///< data units, see Manifold::tolerance
  double off_manifold_floor = 0;  ///< see Manifold::off_manifold_floor
};

/// The square with this half side around `centre`.
[[nodiscard]] Bounds square_bounds(float half, glm::vec2 centre = {0, 0});

/// The part of Manifold that every kind shares: the facts, and n samples from one.
class DescribedManifold : public Manifold {
 public:
  explicit DescribedManifold(ManifoldFacts facts) : facts_(std::move(facts)) {}

  [[nodiscard]] std::string name() const override { return facts_.info.name; }
  [[nodiscard]] std::string description() const override { return facts_.info.description; }
  [[nodiscard]] int intrinsic_dims() const override { return facts_.info.intrinsic_dims; }
  [[nodiscard]] int ambient_dims() const override { return facts_.info.ambient_dims; }
  [[nodiscard]] Bounds bounds() const override { return facts_.bounds; }
  [[nodiscard]] float tolerance() const override { return facts_.tolerance; }
  [[nodiscard]] double off_manifold_floor() const override { return facts_.off_manifold_floor; }
  /// Throws Error when n is negative.
  [[nodiscard]] std::vector<glm::vec2> sample(int n, Rng& rng) const override;

 protected:
  /// One sample.
  [[nodiscard]] virtual glm::vec2 draw(Rng& rng) const = 0;

 private:
  ManifoldFacts facts_;
};

}  // namespace ganscope
