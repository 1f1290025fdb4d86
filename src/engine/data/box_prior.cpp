#include "engine/data/box_prior.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/data/mesh_builder.hpp"

namespace ganscope {

BoxPrior::BoxPrior(PriorInfo info, BoxSet boxes)
    : DescribedPrior(std::move(info), boxes.dims()), boxes_(std::move(boxes)), extent_(boxes_.extent()) {}

void BoxPrior::draw(std::span<float> latent, Rng& rng) const {
  const glm::vec2 point = boxes_.draw(rng);
  latent[0] = point.x;
  latent[1] = point.y;
}

glm::vec2 BoxPrior::chart(std::span<const float> latent) const {
  return chart_within(extent_, {latent[0], latent[1]});
}

PriorMesh BoxPrior::mesh(int resolution) const {
  checked_resolution(resolution);
  MeshBuilder builder(*this);
  const glm::vec2 half = boxes_.half;
  if (boxes_.dims() == 0) {
    for (const glm::vec2 centre : boxes_.centres) builder.add_point(builder.add_vertex(centre.x, centre.y));
    return builder.take();
  }
  // The squares of one row share its vertices, though the gaps between them get none.
  const double in_a_row = std::sqrt(static_cast<double>(boxes_.centres.size()));
  const int vertices = std::max(2, static_cast<int>(std::lround(resolution / in_a_row)));
  const double width_in_chart = 2 * half.x / (extent_.max.x - extent_.min.x);
  for (const glm::vec2 centre : boxes_.centres)
    builder.add_patch({.x = even_steps(centre.x - half.x, centre.x + half.x, vertices),
                       .y = even_steps(centre.y - half.y, centre.y + half.y, vertices),
                       .line_intervals = static_cast<int>(std::lround(kGridLines * width_in_chart)),
                       .mass = 1.0 / static_cast<double>(boxes_.centres.size())});
  return builder.take();
}

}  // namespace ganscope
