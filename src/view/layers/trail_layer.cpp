#include "view/layers/trail_layer.hpp"

#include "view/scene/one_dimension.hpp"

namespace ganscope {

void TrailLayer::update(const ToyFrame& frame, const LayerContext& context) {
  paths_.upload(
      trail_segments(frame.data_dims == 1 ? rising_trails(frame.trails) : frame.trails, context.theme));
}

void TrailLayer::draw(const LayerContext& context) const {
  paths_.draw(data_transform(context.camera), 1.8f * context.scale);
}

}  // namespace ganscope
