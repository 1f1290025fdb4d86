#pragma once
#include "exchange/layers.hpp"
#include "exchange/toy_frame.hpp"
#include "view/scene/camera.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a layer needs to know besides the frame.
struct LayerContext {
  const Theme& theme;
  Camera2D camera;
  float scale = 1;  ///< interface scale: widths and radii in pixels are multiplied by it
};

/// One drawable thing. `update` turns a new frame (or a changed context) into vertices, `draw` puts
/// them into the current target. Both run on the render thread.
class Layer {
 public:
  virtual ~Layer() = default;
  virtual void update(const ToyFrame& frame, const LayerContext& context) = 0;
  virtual void draw(const LayerContext& context) const = 0;
};

}  // namespace ganscope
