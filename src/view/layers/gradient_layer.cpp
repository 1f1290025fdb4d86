#include "view/layers/gradient_layer.hpp"

#include "view/scene/one_dimension.hpp"

namespace ganscope {

void GradientLayer::update(const ToyFrame& frame, const LayerContext& context) {
  const Colour colour = context.theme.gradient;
  arrows_.upload(frame.data_dims == 1
                     ? gradient_arrows(pushes_along_axis(frame), longest_push(frame.bounds), colour,
                                       context.camera.scale())
                     : gradient_arrows(frame.gradients, longest_arrow(frame.bounds), colour));
}

void GradientLayer::draw(const LayerContext& context) const {
  arrows_.draw(data_transform(context.camera), 1.6f * context.scale);
}

}  // namespace ganscope
