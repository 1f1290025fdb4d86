#include "engine/images/resample.hpp"

#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace ganscope {

std::vector<float> resample(const std::vector<float>& plane, PlaneSize from, PlaneSize to) {
  const c10::InferenceMode guard;
  const at::Tensor x =
      at::from_blob(const_cast<float*>(plane.data()), {1, 1, from.height, from.width}, at::kFloat);
  const at::Tensor y =
      at::_upsample_bilinear2d_aa(x, {to.height, to.width}, /*align_corners=*/false).contiguous();
  std::vector<float> out(y.data_ptr<float>(), y.data_ptr<float>() + y.numel());
  // The weights of a pixel sum to 1 but for rounding.
  const auto [low, high] = std::minmax_element(plane.begin(), plane.end());
  for (float& value : out) value = std::clamp(value, *low, *high);
  return out;
}

}  // namespace ganscope
