#include "view/layers/decision_layer.hpp"

#include "view/scene/field_edge.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {

void DecisionLayer::update(const ToyFrame& frame, const LayerContext& context) {
  Segments lines;
  if (frame.data_dims == 1) {
    const float half = 0.5f * kAnswerTop;
    lines = polyline({{frame.bounds.min.x, half}, {frame.bounds.max.x, half}},
                     context.theme.decision.with_alpha(0.35f));
  } else {
    const Bounds& bounds = frame.field.bounds;
    const EdgeFade fade = edge_fade(bounds, context.camera.visible());
    for (const glm::vec2& point : iso_lines(frame.field, 0.5f))
      lines.push_back({point, context.theme.decision.with_alpha(edge_opacity(point, bounds, fade))});
  }
  lines_.upload(lines);
}

void DecisionLayer::draw(const LayerContext& context) const {
  lines_.draw(data_transform(context.camera), 1.5f * context.scale);
}

}  // namespace ganscope
