#pragma once
#include <cstdint>
#include <vector>

#include "engine/libtorch.hpp"

namespace ganscope {

/// A row a picture: n x numbers.
[[nodiscard]] inline at::Tensor flat(const at::Tensor& x) {
  return x.dim() == 2 ? x : x.reshape({x.size(0), -1});
}

/// A channel's number for all pixels of `x`, to be broadcast over it.
[[nodiscard]] inline at::Tensor per_channel(const at::Tensor& values, const at::Tensor& x) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
  shape[1] = -1;
  return values.view(shape);
}

}  // namespace ganscope
