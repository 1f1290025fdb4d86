#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// Slow motion: what the phase just walked worked on, highlighted over the other layers. New samples
/// get a bright rim, judged ones the colour of D's answer, pushed ones an arrow. Draws nothing while
/// whole iterations run, and leaves 1-D pictures to their curves.
class PhaseLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  PointBatch rims_;
  PointBatch discs_;
  SegmentBatch arrows_;
};

}  // namespace ganscope
