#pragma once
#include "exchange/layers.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Whether `frame` holds what the layer draws. A frame is made with what was shown then: one that was kept
/// may lack what is asked for later.
[[nodiscard]] bool frame_holds(const ToyFrame& frame, LayerId layer);

}  // namespace ganscope
