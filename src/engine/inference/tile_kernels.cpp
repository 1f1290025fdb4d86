#include "engine/inference/tile_kernels.hpp"

#include "engine/inference/tile_kernels_x86.hpp"

namespace ganscope {

const std::vector<const TileKernels*>& compiled_tile_kernels() {
#if defined(__x86_64__) && defined(__GNUC__)
  static const std::vector<const TileKernels*> kKernels{&avx512_tile_kernels(), &avx2_tile_kernels()};
#else
  static const std::vector<const TileKernels*> kKernels;
#endif
  return kKernels;
}

const TileKernels* best_tile_kernels() {
  for (const TileKernels* kernels : compiled_tile_kernels())
    if (kernels->works_here()) return kernels;
  return nullptr;
}

}  // namespace ganscope
