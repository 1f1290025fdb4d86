#include "view/layers/gradient_layer.hpp"

namespace ganscope {

void GradientLayer::update(const ToyFrame& frame, const LayerContext& context) {
  arrows_.upload(gradient_arrows(frame.gradients, longest_arrow(frame.bounds), context.theme.gradient));
}

void GradientLayer::draw(const LayerContext& context) const {
  arrows_.draw(data_transform(context.camera), 1.6f * context.scale);
}

}  // namespace ganscope
