#include "view/layers/toy_picture.hpp"

#include "view/gpu/batches.hpp"
#include "view/layers/decision_layer.hpp"
#include "view/layers/field_layer.hpp"
#include "view/layers/generated_layer.hpp"
#include "view/layers/gradient_layer.hpp"
#include "view/layers/inset_layer.hpp"
#include "view/layers/mesh_layer.hpp"
#include "view/layers/phase_layer.hpp"
#include "view/layers/real_layer.hpp"
#include "view/layers/trail_layer.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {
namespace {

/// The one list of layers with what draws each.
std::unique_ptr<Layer> make_layer(LayerId id) {
  switch (id) {
    case LayerId::field:
      return std::make_unique<FieldLayer>();
    case LayerId::decision:
      return std::make_unique<DecisionLayer>();
    case LayerId::mesh:
      return std::make_unique<MeshLayer>();
    case LayerId::real:
      return std::make_unique<RealLayer>();
    case LayerId::trails:
      return std::make_unique<TrailLayer>();
    case LayerId::generated:
      return std::make_unique<GeneratedLayer>();
    case LayerId::gradients:
      return std::make_unique<GradientLayer>();
    case LayerId::inset:
      return std::make_unique<InsetLayer>();
  }
  return nullptr;
}

/// Nothing is drawn outside the rectangle while one lives.
class ScissorGuard {
 public:
  ScissorGuard(int x, int y, int width, int height) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(x, y, width, height);
  }
  ~ScissorGuard() { glDisable(GL_SCISSOR_TEST); }
  ScissorGuard(const ScissorGuard&) = delete;
  ScissorGuard& operator=(const ScissorGuard&) = delete;
};

constexpr auto kInset = static_cast<std::size_t>(LayerId::inset);

}  // namespace

ToyPicture::ToyPicture() {
  for (std::size_t i = 0; i < layers_.size(); ++i) layers_[i] = make_layer(static_cast<LayerId>(i));
  phase_ = std::make_unique<PhaseLayer>();
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
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer());
  draw(frame, options, Area{0, 0, target.width(), target.height()});
}

void ToyPicture::draw(const ToyFramePtr& frame, const Options& options, const Area& area) {
  const Theme& colours = theme(options.theme);
  const ScissorGuard scissor(area.x, area.y, area.width, area.height);
  glViewport(area.x, area.y, area.width, area.height);
  glClearColor(colours.picture.r, colours.picture.g, colours.picture.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  if (!frame) return;
  const glm::vec2 size{area.width, area.height};
  const LayerContext context{colours, camera(*frame, size, options), options.scale};
  begin_blending();
  const bool changed = frame != drawn_ || !(options == drawn_options_) || size != drawn_size_;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (i == kInset || !options.layers.has(static_cast<LayerId>(i))) continue;
    if (changed) layers_[i]->update(*frame, context);
    layers_[i]->draw(context);
  }
  if (changed) phase_->update(*frame, context);
  phase_->draw(context);
  drawn_ = frame;
  drawn_options_ = options;
  drawn_size_ = size;
}

void ToyPicture::draw_inset(const ToyFramePtr& frame, const Options& options, const RenderTarget& target) {
  const Theme& colours = theme(options.theme);
  if (!frame) {
    target.begin(colours.panel);
    inset_drawn_.reset();
    return;
  }
  const InsetKey key{frame->mesh.chart, options.theme, options.scale, target.texture()};
  if (inset_drawn_ == key) return;
  target.begin(colours.panel);
  Camera2D camera;
  camera.bounds = {{0, 0}, {1, 1}};
  camera.size = {target.width(), target.height()};
  camera.margin = 10.f * options.scale;
  const LayerContext context{colours, camera, options.scale};
  begin_blending();
  layers_[kInset]->update(*frame, context);
  layers_[kInset]->draw(context);
  inset_drawn_ = key;
}

}  // namespace ganscope
