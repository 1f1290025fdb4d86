#pragma once
#include "engine/inference/tile_kernels.hpp"

namespace ganscope {

/// Each in a file of its own, which alone is compiled for such processors.
[[nodiscard]] const TileKernels& avx512_tile_kernels();
[[nodiscard]] const TileKernels& avx2_tile_kernels();

}  // namespace ganscope
