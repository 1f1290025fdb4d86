#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ganscope {

/// Images of one size, 8 bits a channel: count x channels x height x width, 0 black, 255 white.
struct ImageStack {
  int count = 0;
  int channels = 0;  ///< 1 grey, 3 RGB
  int height = 0;
  int width = 0;
  std::vector<std::uint8_t> values;

  [[nodiscard]] std::size_t image_size() const {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(width);
  }
  [[nodiscard]] bool empty() const { return count == 0; }
  bool operator==(const ImageStack&) const = default;
};
using ImageStackPtr = std::shared_ptr<const ImageStack>;

}  // namespace ganscope
