#include "engine/images/image_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rng.hpp"

namespace ganscope {
namespace {

constexpr int kBlock = 4;  // pixels a side of what nearest_images() averages

/// Means of kBlock x kBlock pixels, the ones at the edges of what is left there.
std::vector<float> blocks_of(const ImageSet& set, std::span<const std::uint8_t> image) {
  const int rows = (set.height + kBlock - 1) / kBlock;
  const int columns = (set.width + kBlock - 1) / kBlock;
  std::vector<float> out;
  out.reserve(static_cast<std::size_t>(set.channels * rows * columns));
  for (int c = 0; c < set.channels; ++c)
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column) {
        int sum = 0;
        int count = 0;
        for (int y = row * kBlock; y < std::min(set.height, (row + 1) * kBlock); ++y)
          for (int x = column * kBlock; x < std::min(set.width, (column + 1) * kBlock); ++x, ++count)
            sum += image[static_cast<std::size_t>((c * set.height + y) * set.width + x)];
        out.push_back(static_cast<float>(sum) / static_cast<float>(count) / 255.f);
      }
  return out;
}

}  // namespace

ImageStatistics statistics_of(const ImageSet& set) {
  ImageStatistics out;
  const std::size_t plane = set.image_size() / static_cast<std::size_t>(set.channels);
  for (int c = 0; c < set.channels; ++c) {
    // Counted by value, which is exact however many there are.
    std::array<std::uint64_t, 256> counts{};
    for (std::int64_t i = 0; i < set.count; ++i)
      for (const std::uint8_t value : set.image(i).subspan(static_cast<std::size_t>(c) * plane, plane))
        ++counts[value];
    const double total = static_cast<double>(plane) * set.count;
    double mean = 0;
    double square = 0;
    for (std::size_t v = 0; v < counts.size(); ++v) {
      const double value = static_cast<double>(v) / 255;
      mean += value * static_cast<double>(counts[v]) / total;
      square += value * value * static_cast<double>(counts[v]) / total;
    }
    out.mean.push_back(mean);
    out.deviation.push_back(std::sqrt(std::max(0.0, square - mean * mean)));
  }
  out.class_counts.assign(set.class_names.size(), 0);
  for (const int label : set.labels) ++out.class_counts[static_cast<std::size_t>(label)];
  return out;
}

std::vector<std::int64_t> sample_of(const ImageSet& set, int count) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(set.count));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
  Rng rng(0, "sample of images");
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng.below(i)]);
  const auto wanted = static_cast<std::size_t>(std::min(count, set.count));
  if (!set.labels.empty()) {
    // Round by round one of each class, then in the order of the classes.
    std::vector<int> taken(set.class_names.size(), 0);
    std::vector<std::pair<int, std::int64_t>> rounds;
    for (const std::int64_t index : order)
      rounds.emplace_back(taken[static_cast<std::size_t>(set.labels[static_cast<std::size_t>(index)])]++,
                          index);
    std::stable_sort(rounds.begin(), rounds.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = rounds[i].second;
    std::stable_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(wanted),
                     [&](std::int64_t a, std::int64_t b) {
                       return set.labels[static_cast<std::size_t>(a)] <
                              set.labels[static_cast<std::size_t>(b)];
                     });
  }
  order.resize(wanted);
  return order;
}

std::vector<Neighbour> nearest_images(const ImageSet& set, std::span<const std::uint8_t> image, int count) {
  const std::vector<float> wanted = blocks_of(set, image);
  std::vector<Neighbour> all;
  for (std::int64_t i = 0; i < set.count; ++i) {
    const std::vector<float> blocks = blocks_of(set, set.image(i));
    double sum = 0;
    for (std::size_t k = 0; k < blocks.size(); ++k) sum += std::pow(blocks[k] - wanted[k], 2);
    all.push_back({i, std::sqrt(sum / static_cast<double>(blocks.size()))});
  }
  const auto kept = std::min<std::ptrdiff_t>(count, set.count);
  std::partial_sort(all.begin(), all.begin() + kept, all.end(),
                    [](const Neighbour& a, const Neighbour& b) { return a.distance < b.distance; });
  all.resize(static_cast<std::size_t>(kept));
  return all;
}

}  // namespace ganscope
