#include "view/layers/trail_layer.hpp"

namespace ganscope {

void TrailLayer::update(const ToyFrame& frame, const LayerContext& context) {
  paths_.upload(frame.data_dims == 1 ? Segments() : trail_segments(frame.trails, context.theme));
}

void TrailLayer::draw(const LayerContext& context) const {
  paths_.draw(data_transform(context.camera), 1.8f * context.scale);
}

}  // namespace ganscope
