#pragma once
#include <vector>

namespace ganscope {

struct PlaneSize {
  int width = 0;
  int height = 0;
};

/// One plane of an image at another size, row by row: bilinear, and where it gets smaller averaged over
/// all it covers, as torchvision's Resize does to photographs. Values stay within those of the plane.
[[nodiscard]] std::vector<float> resample(const std::vector<float>& plane, PlaneSize from, PlaneSize to);

}  // namespace ganscope
