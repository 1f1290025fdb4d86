#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// Real samples as small neutral rings; for 1-D data their density.
class RealLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  PointBatch rings_;
  SegmentBatch curve_;
};

}  // namespace ganscope
