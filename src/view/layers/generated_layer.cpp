#include "view/layers/generated_layer.hpp"

#include <algorithm>

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
      // Samples of atoms lie on each other: their rims would add up to a black ring.
      if (frame.latent_intrinsic_dims > 0) rims.push_back({frame.generated[i], rim});
    }
  }
  discs_.upload(discs);
  rims_.upload(rims);
  curve_.upload(curve);
}

void GeneratedLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  // A thin rim in the ground's colour keeps discs apart from the field and from each other.
  // On white a disc looks smaller than on black. Below 5 pixels its colour cannot be read.
  const float radius = std::max(2.5f, (context.theme.kind == ThemeKind::light ? 3.f : 2.7f) * context.scale);
  rims_.draw(t, radius + 0.9f * context.scale);
  discs_.draw(t, radius);
  curve_.draw(t, 2.f * context.scale);
}

}  // namespace ganscope
