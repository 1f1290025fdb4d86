#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// The line where the discriminator answers one half (a faint level for 1-D data).
class DecisionLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  SegmentBatch lines_;
};

}  // namespace ganscope
