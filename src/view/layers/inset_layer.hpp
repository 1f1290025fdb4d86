#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// The latent space in the colours of the picture; drawn into a target of its own, chart [0, 1]^2.
class InsetLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  TriangleBatch triangles_;
  SegmentBatch lines_;
  PointBatch points_;
  bool surface_ = false;
};

}  // namespace ganscope
