#include "view/layers/real_layer.hpp"

#include "view/scene/one_dimension.hpp"

namespace ganscope {

void RealLayer::update(const ToyFrame& frame, const LayerContext& context) {
  std::vector<ColouredVertex> rings;
  Segments curve;
  if (frame.data_dims == 1)
    curve = polyline(density_curves(frame).real, context.theme.real_sample);
  else
    for (const glm::vec2& point : frame.real)
      rings.push_back({point, context.theme.real_sample.with_alpha(0.75f)});
  rings_.upload(rings);
  curve_.upload(curve);
}

void RealLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  rings_.draw(t, 2.6f * context.scale, 1.f * context.scale);
  curve_.draw(t, 2.f * context.scale);
}

}  // namespace ganscope
