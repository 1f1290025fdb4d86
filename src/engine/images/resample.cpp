#include "engine/images/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ganscope {
namespace {

/// What of a line goes into one pixel of its other size.
struct Share {
  int first = 0;
  std::vector<float> weights;  ///< of the pixels from `first` on; they sum to 1
};

/// The triangle filter: as wide as two pixels of whichever side has the larger ones.
std::vector<Share> shares(int from, int to) {
  const double scale = static_cast<double>(from) / to;
  const double support = std::max(scale, 1.0);
  std::vector<Share> all(static_cast<std::size_t>(to));
  for (int i = 0; i < to; ++i) {
    Share& share = all[static_cast<std::size_t>(i)];
    const double centre = scale * (i + 0.5);
    share.first = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int end = std::min(static_cast<int>(centre + support + 0.5), from);
    double sum = 0;
    for (int j = share.first; j < end; ++j) {
      const double weight = std::max(0.0, 1 - std::fabs((j + 0.5 - centre) / support));
      share.weights.push_back(static_cast<float>(weight));
      sum += weight;
    }
    for (float& weight : share.weights) weight = static_cast<float>(weight / sum);
  }
  return all;
}

/// `lines` lines whose pixels stand `step` apart and which begin `pitch` apart, each at another length.
void resample_lines(const float* from, float* to, const std::vector<Share>& all, int lines,
                    std::size_t from_pitch, std::size_t to_pitch, std::size_t step) {
  for (int line = 0; line < lines; ++line) {
    const float* in = from + static_cast<std::size_t>(line) * from_pitch;
    float* out = to + static_cast<std::size_t>(line) * to_pitch;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const float* pixel = in + static_cast<std::size_t>(all[i].first) * step;
      float sum = 0;
      for (const float weight : all[i].weights) {
        sum += weight * *pixel;
        pixel += step;
      }
      out[i * step] = sum;
    }
  }
}

}  // namespace

std::vector<float> resample(const std::vector<float>& plane, PlaneSize from, PlaneSize to) {
  const auto width = static_cast<std::size_t>(to.width);
  std::vector<float> wide(width * static_cast<std::size_t>(from.height));
  resample_lines(plane.data(), wide.data(), shares(from.width, to.width), from.height,
                 static_cast<std::size_t>(from.width), width, 1);
  std::vector<float> out(width * static_cast<std::size_t>(to.height));
  resample_lines(wide.data(), out.data(), shares(from.height, to.height), to.width, 1, 1, width);
  // The weights of a pixel sum to 1 but for rounding.
  const auto [low, high] = std::minmax_element(plane.begin(), plane.end());
  for (float& value : out) value = std::clamp(value, *low, *high);
  return out;
}

}  // namespace ganscope
