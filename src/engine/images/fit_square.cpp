#include <algorithm>
#include <cmath>

#include "engine/images/image_decoder.hpp"
#include "engine/images/resample.hpp"

namespace ganscope {

std::vector<std::uint8_t> fit_square(const DecodedImage& image, int size) {
  const double factor = static_cast<double>(size) / std::min(image.width, image.height);
  const int width = std::max(size, static_cast<int>(std::lround(image.width * factor)));
  const int height = std::max(size, static_cast<int>(std::lround(image.height * factor)));
  const auto left = static_cast<std::size_t>((width - size) / 2);
  const auto top = static_cast<std::size_t>((height - size) / 2);
  const auto side = static_cast<std::size_t>(size);
  std::vector<std::uint8_t> planes;
  planes.reserve(3 * side * side);
  std::vector<float> plane(image.rgb.size() / 3);
  for (std::size_t c = 0; c < 3; ++c) {  // one at a time: floats of a large photograph are many
    for (std::size_t i = 0; i < plane.size(); ++i) plane[i] = static_cast<float>(image.rgb[3 * i + c]);
    const std::vector<float> scaled = resample(plane, {image.width, image.height}, {width, height});
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x)
        planes.push_back(static_cast<std::uint8_t>(
            std::lround(scaled[(top + y) * static_cast<std::size_t>(width) + left + x])));
  }
  return planes;
}

}  // namespace ganscope
