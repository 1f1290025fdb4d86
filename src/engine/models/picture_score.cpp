#include "engine/models/picture_score.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace ganscope {
namespace {

/// Sums for a correlation of pixels with a neighbour of theirs, both taken from the channel's mean.
struct Products {
  double together = 0;
  double square = 0;
};

void add_channel(std::span<const float> pixels, const ImageShape& shape, Products& out) {
  double mean = 0;
  for (const float pixel : pixels) mean += static_cast<double>(pixel) / static_cast<double>(pixels.size());
  const auto at = [&](int y, int x) {
    return static_cast<double>(pixels[static_cast<std::size_t>(y * shape.width + x)]) - mean;
  };
  for (int y = 0; y + 1 < shape.height; ++y)
    for (int x = 0; x + 1 < shape.width; ++x) {
      const double here = at(y, x);
      const double right = at(y, x + 1);
      const double below = at(y + 1, x);
      out.together += here * right + here * below;
      out.square += here * here + 0.5 * (right * right + below * below);
    }
}

double spread_of(const ImageBatch& images, std::size_t numbers) {
  const std::size_t count = images.values.size() / numbers;
  double sum = 0;
  for (std::size_t pixel = 0; pixel < numbers; ++pixel) {
    double mean = 0;
    double square = 0;
    for (std::size_t image = 0; image < count; ++image) {
      const auto value = static_cast<double>(images.values[image * numbers + pixel]);
      mean += value / static_cast<double>(count);
      square += value * value / static_cast<double>(count);
    }
    sum += std::max(0.0, square - mean * mean) / static_cast<double>(numbers);
  }
  return std::sqrt(sum);
}

}  // namespace

PictureScore score_pictures(const ImageBatch& images) {
  PictureScore out;
  if (images.values.empty()) return out;
  const auto plane =
      static_cast<std::size_t>(images.shape.height) * static_cast<std::size_t>(images.shape.width);
  Products products;
  for (std::size_t first = 0; first + plane <= images.values.size(); first += plane)
    add_channel(std::span(images.values).subspan(first, plane), images.shape, products);
  if (products.square > 0) out.smoothness = products.together / products.square;
  out.spread = spread_of(images, plane * static_cast<std::size_t>(images.shape.channels));
  std::vector<float> sorted = images.values;
  std::sort(sorted.begin(), sorted.end());
  const auto last = static_cast<double>(sorted.size() - 1);
  const auto quantile = [&](double share) {
    return static_cast<double>(sorted[static_cast<std::size_t>(share * last)]);
  };
  out.range = quantile(0.98) - quantile(0.02);
  constexpr float kNearly = 1e-3F;
  const auto ends = std::count_if(sorted.begin(), sorted.end(),
                                  [](float pixel) { return pixel < kNearly || pixel > 1 - kNearly; });
  out.saturated = static_cast<double>(ends) / static_cast<double>(sorted.size());
  return out;
}

}  // namespace ganscope
