#include "view/layers/toy_picture.hpp"

#include "view/gpu/batches.hpp"
#include "view/layers/decision_layer.hpp"
#include "view/layers/field_layer.hpp"
#include "view/layers/generated_layer.hpp"
#include "view/layers/gradient_layer.hpp"
#include "view/layers/inset_layer.hpp"
#include "view/layers/mesh_layer.hpp"
#include "view/layers/real_layer.hpp"
#include "view/layers/trail_layer.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {
namespace {

/// The one list of layers with what draws each.
std::unique_ptr<Layer> make_layer(LayerId id) {
  switch (id) {
    case LayerId::field: return std::make_unique<FieldLayer>();
    case LayerId::decision: return std::make_unique<DecisionLayer>();
    case LayerId::mesh: return std::make_unique<MeshLayer>();
    case LayerId::real: return std::make_unique<RealLayer>();
    case LayerId::trails: return std::make_unique<TrailLayer>();
    case LayerId::generated: return std::make_unique<GeneratedLayer>();
    case LayerId::gradients: return std::make_unique<GradientLayer>();
    case LayerId::inset: return std::make_unique<InsetLayer>();
  }
  return nullptr;
}

constexpr auto kInset = static_cast<std::size_t>(LayerId::inset);

}  // namespace

ToyPicture::ToyPicture() {
  for (std::size_t i = 0; i < layers_.size(); ++i) layers_[i] = make_layer(static_cast<LayerId>(i));
}
ToyPicture::~ToyPicture() = default;

Camera2D ToyPicture::camera(const ToyFrame& frame, glm::vec2 size, const Options& options) {
  Camera2D camera;
  camera.stretch = frame.data_dims == 1;
  camera.bounds = camera.stretch ? one_dimension_bounds(frame.bounds) : frame.bounds;
  camera.size = size;
  camera.zoom = options.zoom;
  camera.pan = options.pan;
  return camera;
}

void ToyPicture::draw(const ToyFramePtr& frame, const Options& options, const RenderTarget& target) {
  const Theme& colours = theme(options.theme);
  target.begin(colours.picture);
  if (!frame) return;
  const glm::vec2 size{target.width(), target.height()};
  const LayerContext context{colours, camera(*frame, size, options), options.scale};
  begin_blending();
  const bool changed = frame != drawn_ || !(options == drawn_options_);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (i == kInset || !options.layers.has(static_cast<LayerId>(i))) continue;
    if (changed) layers_[i]->update(*frame, context);
    layers_[i]->draw(context);
  }
  drawn_ = frame;
  drawn_options_ = options;
}

void ToyPicture::draw_inset(const ToyFramePtr& frame, const Options& options, const RenderTarget& target) {
  const Theme& colours = theme(options.theme);
  target.begin(colours.panel);
  if (!frame) return;
  Camera2D camera;
  camera.bounds = {{0, 0}, {1, 1}};
  camera.size = {target.width(), target.height()};
  camera.margin = 10.f * options.scale;
  const LayerContext context{colours, camera, options.scale};
  begin_blending();
  if (frame != inset_drawn_ || options.theme != inset_theme_) layers_[kInset]->update(*frame, context);
  layers_[kInset]->draw(context);
  inset_drawn_ = frame;
  inset_theme_ = options.theme;
}

}  // namespace ganscope
