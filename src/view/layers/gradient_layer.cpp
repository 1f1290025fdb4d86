#include "view/layers/gradient_layer.hpp"

#include "view/scene/one_dimension.hpp"

namespace ganscope {

void GradientLayer::update(const ToyFrame& frame, const LayerContext& context) {
  const float span = frame.bounds.max.x - frame.bounds.min.x;
  arrows_.upload(gradient_arrows(frame.gradients, 0.07f * span, context.theme.gradient));
}

void GradientLayer::draw(const LayerContext& context) const {
  arrows_.draw(data_transform(context.camera), 1.6f * context.scale);
}

}  // namespace ganscope
