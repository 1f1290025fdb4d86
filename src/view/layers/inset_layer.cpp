#include "view/layers/inset_layer.hpp"

#include "view/scene/colour_maps.hpp"

namespace ganscope {

void InsetLayer::update(const ToyFrame& frame, const LayerContext& context) {
  const LatentMesh& mesh = frame.mesh;
  const auto vertex = [&](std::uint32_t i, float alpha) {
    return ColouredVertex{mesh.chart[i], latent_colour(mesh.chart[i], context.theme).with_alpha(alpha)};
  };
  Triangles triangles;
  Segments lines;
  std::vector<ColouredVertex> points;
  for (const std::uint32_t i : mesh.triangles) triangles.push_back(vertex(i, 0.85f));
  surface_ = !mesh.triangles.empty();
  for (const std::uint32_t i : mesh.lines)
    lines.push_back(surface_ ? ColouredVertex{mesh.chart[i], context.theme.picture.with_alpha(0.35f)}
                             : vertex(i, 1.f));
  for (const std::uint32_t i : mesh.points) points.push_back(vertex(i, 1.f));
  triangles_.upload(triangles);
  lines_.upload(lines);
  points_.upload(points);
}

void InsetLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  triangles_.draw(t);
  lines_.draw(t, (surface_ ? 1.f : 4.f) * context.scale);
  points_.draw(t, 8.f * context.scale);
}

}  // namespace ganscope
