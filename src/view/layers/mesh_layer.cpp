#include "view/layers/mesh_layer.hpp"

#include "view/scene/colour_maps.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {

void MeshLayer::update(const ToyFrame& frame, const LayerContext& context) {
  Triangles triangles;
  Segments lines;
  std::vector<ColouredVertex> atoms;
  line_width_ = 1.f;
  if (frame.data_dims == 1) {
    lines = latent_lines(frame, context.theme);
  } else {
    triangles = mesh_triangles(frame.mesh, context.theme);
    lines = mesh_lines(frame.mesh, context.theme);
    if (frame.mesh.triangles.empty()) line_width_ = 2.5f;
    for (const std::uint32_t i : frame.mesh.points)
      atoms.push_back({frame.mesh.position[i], latent_colour(frame.mesh.chart[i], context.theme)});
  }
  triangles_.upload(triangles);
  lines_.upload(lines);
  atoms_.upload(atoms);
}

void MeshLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  triangles_.draw(t);
  lines_.draw(t, line_width_ * context.scale);
  atoms_.draw(t, 9.f * context.scale);
}

}  // namespace ganscope
