#include "app/toy/frame_request.hpp"

#include <algorithm>

#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "view/layers/toy_picture.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {
namespace {

/// Pixels of the picture a cell of the field covers, each way: the field is smooth, and drawing it
/// interpolates.
constexpr float kPixelsPerCell = 14;

}  // namespace

FrameRequest frame_request(const ToyFrame& like, glm::vec2 size, const ToyViewState& state) {
  const LayerSet& layers = state.picture.layers;
  FrameRequest request;
  request.field = layers.has(LayerId::field) || layers.has(LayerId::decision);
  request.mesh = layers.has(LayerId::mesh) || layers.has(LayerId::inset);
  request.gradients = layers.has(LayerId::gradients);
  request.trails = layers.has(LayerId::trails);
  const glm::vec2 picture = lay_out(size, state.scale, state.panels).picture.size();
  request.field_bounds = ToyPicture::camera(like, picture, state.picture_options()).visible();
  const bool one = like.data_dims == 1;
  const float per_cell = one ? 3.f : kPixelsPerCell;
  const int columns = std::clamp(static_cast<int>(picture.x / per_cell), 2, 1022);
  const int rows = std::clamp(static_cast<int>(picture.y / per_cell), 2, 1022);
  // One cell more on every side: values stand at cell centres, and the picture shows the edge.
  Bounds& bounds = request.field_bounds;
  const glm::vec2 cell = (bounds.max - bounds.min) / glm::vec2(columns, rows);
  bounds = {bounds.min - cell, bounds.max + cell};
  request.field_columns = columns + 2;
  request.field_rows = rows + 2;
  return request;
}

ToyFrame empty_frame(const ToyConfig& config) {
  const std::shared_ptr<const Manifold> manifold = make_manifold(config.data);
  ToyFrame frame;
  frame.config = config;
  frame.data_dims = manifold->ambient_dims();
  frame.bounds = manifold->bounds();
  return frame;
}

void fill_catalogue(ToyPanelInput& input) {
  for (const ManifoldInfo& info : manifold_list()) input.manifolds.push_back({info.name, info.description});
  for (const PriorInfo& info : prior_list()) {
    // A family needs a number: a list offers a few, the command line any.
    if (info.dims > 0) {
      input.priors.push_back({info.name, info.description});
      continue;
    }
    const std::string family = info.name.substr(0, info.name.find(':') + 1);
    for (const char* dims : {"2", "8", "64"}) input.priors.push_back({family + dims, info.description});
  }
}

}  // namespace ganscope
