#pragma once
#include "view/gpu/batches.hpp"
#include "view/layers/layer.hpp"

namespace ganscope {

/// The generator's image of the latent grid: opacity follows density. For 1-D data, lines from the
/// latent axis to the data axis.
class MeshLayer final : public Layer {
 public:
  void update(const ToyFrame& frame, const LayerContext& context) override;
  void draw(const LayerContext& context) const override;

 private:
  TriangleBatch triangles_;
  SegmentBatch lines_;
  PointBatch atoms_;
  float line_width_ = 1;
};

}  // namespace ganscope
