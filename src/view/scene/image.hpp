#pragma once
#include <cstdint>
#include <vector>

namespace ganscope {

/// 8-bit RGB picture, rows top to bottom, no padding.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  ///< width x height x 3

  [[nodiscard]] bool empty() const { return rgb.empty(); }
};

}  // namespace ganscope
