#include "view/panels/train/train_layout.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

namespace ganscope {
namespace {

constexpr int kInRow = 8;        ///< generated images
constexpr int kMostReal = 3;     ///< columns beside, or rows below
constexpr float kApart = 14;     ///< pixels at scale 1, between generated and real
constexpr float kEven = 1.2f;    ///< how much larger uneven pixels must be to be worth it
constexpr float kLeastCell = 8;  ///< pixels; smaller ones tell nothing, so the real ones give way

int rows_of(int count, int columns) { return std::max(1, (count + columns - 1) / columns); }

/// A cell of at most `room` pixels: a whole multiple of the image's size where that costs little, so that
/// every pixel of it is as large as the next.
glm::vec2 cell_of(glm::vec2 room, glm::ivec2 pixels) {
  const glm::vec2 size(std::max(pixels.x, 1), std::max(pixels.y, 1));
  const float factor = std::min(room.x / size.x, room.y / size.y);
  const float whole = std::floor(factor);
  const float chosen = whole >= 1 && whole >= 0.8f * factor ? whole : factor;
  return {std::max(1.f, std::floor(size.x * chosen)), std::max(1.f, std::floor(size.y * chosen))};
}

/// `first` and, where it isn't 0 x 0, `second` (columns, rows) in one arrangement.
struct Arrangement {
  glm::ivec2 first;
  glm::ivec2 second{0, 0};
  bool below = false;
  float gap = 0;
  float apart = 0;
  float caption = 0;
  glm::vec2 cell{0, 0};

  void fit(const Rect& area, glm::ivec2 pixels) {
    const bool both = second.x > 0;
    const glm::ivec2 cells{both && !below ? first.x + second.x : first.x,
                           both && below ? first.y + second.y : first.y};
    gap = suitable_gap(area, cells.y, cells.x, gap);
    glm::vec2 room = area.size() - gap * glm::vec2(cells - 1);
    if (both && !below) room.x -= apart;
    if (both && below) room.y -= apart + caption;
    room.y -= caption;
    cell = cell_of(glm::max(room / glm::vec2(cells), glm::vec2(1)), pixels);
  }

  /// How good it is to look at: large, and better still with every pixel of the same size.
  [[nodiscard]] float worth(glm::ivec2 pixels) const {
    const float factor = cell.x / static_cast<float>(std::max(pixels.x, 1));
    return cell.x * (factor == std::floor(factor) ? kEven : 1);
  }

  [[nodiscard]] glm::vec2 size_of(glm::ivec2 cells) const {
    return glm::vec2(cells) * cell + gap * glm::vec2(cells - 1);
  }

  [[nodiscard]] TrainPlaces place(const Rect& area) const {
    glm::vec2 whole = size_of(first);
    glm::vec2 offset{0, 0};
    if (second.x > 0) {
      const glm::vec2 other = size_of(second);
      offset = below ? glm::vec2(0, whole.y + apart + caption) : glm::vec2(whole.x + apart, 0);
      whole = glm::max(whole, offset + other);
    }
    const glm::vec2 room = area.size() - glm::vec2(0, caption);
    const glm::vec2 from = glm::floor(area.min + glm::vec2(0, caption) + 0.5f * (room - whole));
    TrainPlaces out;
    out.generated = {{from, from + size_of(first)}, first.y, first.x, gap};
    if (second.x > 0) out.real = {{from + offset, from + offset + size_of(second)}, second.y, second.x, gap};
    out.captions = caption;
    return out;
  }
};

}  // namespace

TrainPlaces train_places(const Rect& area, const TrainCounts& counts, float scale, float caption) {
  const glm::ivec2 grid{std::min(kInRow, std::max(1, counts.generated)), rows_of(counts.generated, kInRow)};
  Arrangement best{
      .first = grid, .gap = std::round(2 * scale), .apart = std::round(kApart * scale), .caption = caption};
  best.fit(area, counts.pixels);
  if (counts.real < 1) return best.place(area);
  float most = 0;
  for (int across = kMostReal; across > 1; --across)
    for (const float gap : {std::round(2 * scale), std::round(scale)})
      for (const bool below : {false, true}) {
        Arrangement next = best;
        next.below = below;
        next.gap = gap;
        if (below) {
          next.second = {std::min(grid.x, counts.real), std::min(across, rows_of(counts.real, grid.x))};
        } else {
          const int columns = std::min(across, rows_of(counts.real, grid.y));
          next.second = {columns, std::min(grid.y, rows_of(counts.real, columns))};
        }
        next.fit(area, counts.pixels);
        if (next.cell.x < kLeastCell || next.worth(counts.pixels) <= most) continue;
        most = next.worth(counts.pixels);
        best = next;
      }
  return best.place(area);
}

}  // namespace ganscope
