#include "engine/data/circle_prior.hpp"

#include <utility>

#include "engine/data/mesh_builder.hpp"

namespace ganscope {

CirclePrior::CirclePrior(PriorInfo info) : DescribedPrior(std::move(info), 1) {}

void CirclePrior::draw(std::span<float> latent, Rng& rng) const {
  const glm::vec2 point = circle_.at(rng.uniform());
  latent[0] = point.x;
  latent[1] = point.y;
}

glm::vec2 CirclePrior::chart(std::span<const float> latent) const {
  return chart_within({.min = {-1, -1}, .max = {1, 1}}, {latent[0], latent[1]});
}

PriorMesh CirclePrior::mesh(int resolution) const {
  const int vertices = 3 * checked_resolution(resolution);
  MeshBuilder builder(*this);
  std::vector<std::uint32_t> curve;
  for (int i = 0; i < vertices; ++i) {
    const glm::vec2 point = circle_.at(static_cast<double>(i) / vertices);
    curve.push_back(builder.add_vertex(point.x, point.y));
  }
  builder.add_curve(curve, true, 1);
  return builder.take();
}

}  // namespace ganscope
