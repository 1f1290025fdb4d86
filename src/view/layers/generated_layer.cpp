#include "view/layers/generated_layer.hpp"

#include "view/scene/colour_maps.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {

void GeneratedLayer::update(const ToyFrame& frame, const LayerContext& context) {
  std::vector<ColouredVertex> discs;
  std::vector<ColouredVertex> rims;
  Segments curve;
  if (frame.data_dims == 1) {
    curve = polyline(density_curves(frame).generated, context.theme.generator);
  } else {
    const Colour rim = context.theme.picture.with_alpha(0.55f);
    for (std::size_t i = 0; i < frame.generated.size(); ++i) {
      discs.push_back({frame.generated[i], latent_colour(frame.chart[i], context.theme)});
      rims.push_back({frame.generated[i], rim});
    }
  }
  discs_.upload(discs);
  rims_.upload(rims);
  curve_.upload(curve);
}

void GeneratedLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  // A thin rim in the ground's colour keeps discs apart from the field and from each other.
  rims_.draw(t, 3.6f * context.scale);
  discs_.draw(t, 2.7f * context.scale);
  curve_.draw(t, 2.f * context.scale);
}

}  // namespace ganscope
