#pragma once
#include "view/gpu/batches.hpp"
#include "view/gpu/handle.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// The discriminator's answers as a diverging colour map; for 1-D data the curve D(x).
class FieldLayer final : public Layer {
 public:
  FieldLayer();
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  void upload_colours(const Theme& theme);

  Program program_;
  VertexArray array_;
  Texture answer_;
  Texture colours_;
  ThemeKind colours_of_ = ThemeKind::dark;
  bool has_colours_ = false;
  bool one_dimension_ = false;
  bool empty_ = true;
  Bounds bounds_;
  SegmentBatch curve_;
};

}  // namespace ganscope
