#include "engine/inference/onednn_blocks.hpp"

#include <algorithm>
#include <cstddef>

namespace ganscope {

std::size_t BlockedLayout::size() const {
  // The farthest number of all, and what its innermost block holds.
  std::size_t inner = 1;
  std::vector<std::int64_t> block(dims.size(), 1);
  for (std::size_t i = 0; i < inner_size.size(); ++i) {
    inner *= static_cast<std::size_t>(inner_size[i]);
    block[inner_dim[i]] *= inner_size[i];
  }
  std::size_t farthest = 0;
  for (std::size_t d = 0; d < dims.size(); ++d)
    farthest += static_cast<std::size_t>((padded[d] / block[d] - 1) * strides[d]);
  return farthest + inner;
}

void lay_out_in_blocks(const float* plain, const BlockedLayout& layout, float* out) {
  std::fill_n(out, layout.size(), 0.f);
  if (std::any_of(layout.dims.begin(), layout.dims.end(), [](std::int64_t d) { return d == 0; })) return;
  std::vector<std::int64_t> index(layout.dims.size(), 0);
  std::vector<std::int64_t> left;
  while (true) {
    left = index;
    std::int64_t place = 0;
    std::int64_t step = 1;
    for (std::size_t i = layout.inner_size.size(); i-- > 0;) {
      const std::size_t d = layout.inner_dim[i];
      place += left[d] % layout.inner_size[i] * step;
      left[d] /= layout.inner_size[i];
      step *= layout.inner_size[i];
    }
    for (std::size_t d = 0; d < left.size(); ++d) place += left[d] * layout.strides[d];
    out[place] = *plain++;
    std::size_t d = index.size();
    while (d-- > 0 && ++index[d] == layout.dims[d]) index[d] = 0;
    if (d == static_cast<std::size_t>(-1)) return;
  }
}

}  // namespace ganscope
