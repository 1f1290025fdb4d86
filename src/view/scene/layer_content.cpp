#include "view/scene/layer_content.hpp"

namespace ganscope {

bool frame_holds(const ToyFrame& frame, LayerId layer) {
  const bool one = frame.data_dims == 1;
  switch (layer) {
    case LayerId::field:
      return !frame.field.answer.empty();
    case LayerId::decision:  // of 1-D data a line at one half, whatever D answers
      return one || !frame.field.answer.empty();
    case LayerId::mesh:  // of 1-D data lines from latents to their samples
      return one ? !frame.chart.empty() : !frame.mesh.position.empty();
    case LayerId::real:
      return !frame.real.empty();
    case LayerId::trails:
      return !frame.trails.positions.empty();
    case LayerId::generated:
      return !frame.generated.empty();
    case LayerId::gradients:
      return !frame.gradients.origin.empty();
    case LayerId::inset:
      return !frame.mesh.chart.empty();
  }
  return false;
}

}  // namespace ganscope
