#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// Generated samples in the colours of their latents; for 1-D data their density.
class GeneratedLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  PointBatch discs_;
  PointBatch rims_;
  SegmentBatch curve_;
};

}  // namespace ganscope
