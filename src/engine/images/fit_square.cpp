#include <algorithm>
#include <cmath>

#include "engine/images/image_decoder.hpp"
#include "engine/images/resample.hpp"

namespace ganscope {
namespace {

/// A longer side is cut to so many times the shorter one before it is scaled: far more than the middle and
/// what is averaged into its border, and the scaled plane stays as small as the result, whatever the picture.
constexpr int kMostAspect = 8;

/// A stretch of one side's pixels.
struct Stretch {
  int first = 0;
  int count = 0;
};

/// The middle of a side; what is cut is the same on both ends, so that the middle stays where it was.
Stretch middle_of(int side, int shorter) {
  if (side / kMostAspect < shorter) return {0, side};
  const int count = kMostAspect * shorter + (side - kMostAspect * shorter) % 2;
  return {(side - count) / 2, count};
}

}  // namespace

std::vector<std::uint8_t> fit_square(const DecodedImage& image, int size) {
  const int shorter = std::min(image.width, image.height);
  const Stretch columns = middle_of(image.width, shorter);
  const Stretch rows = middle_of(image.height, shorter);
  const double factor = static_cast<double>(size) / shorter;
  const int width = std::max(size, static_cast<int>(std::lround(columns.count * factor)));
  const int height = std::max(size, static_cast<int>(std::lround(rows.count * factor)));
  const auto left = static_cast<std::size_t>((width - size) / 2);
  const auto top = static_cast<std::size_t>((height - size) / 2);
  const auto side = static_cast<std::size_t>(size);
  std::vector<std::uint8_t> planes;
  planes.reserve(3 * side * side);
  std::vector<float> plane(static_cast<std::size_t>(columns.count) * static_cast<std::size_t>(rows.count));
  for (std::size_t c = 0; c < 3; ++c) {  // one at a time: floats of a large photograph are many
    auto to = plane.begin();
    for (int y = rows.first; y < rows.first + rows.count; ++y) {
      std::size_t from = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                              static_cast<std::size_t>(columns.first)) +
                         c;
      for (int x = 0; x < columns.count; ++x, from += 3) *to++ = static_cast<float>(image.rgb[from]);
    }
    const std::vector<float> scaled = resample(plane, {columns.count, rows.count}, {width, height});
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x)
        planes.push_back(static_cast<std::uint8_t>(
            std::lround(scaled[(top + y) * static_cast<std::size_t>(width) + left + x])));
  }
  return planes;
}

}  // namespace ganscope
