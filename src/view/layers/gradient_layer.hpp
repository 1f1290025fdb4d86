#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// Arrows from generated samples in the direction the objective pushes them.
class GradientLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  SegmentBatch arrows_;
};

}  // namespace ganscope
