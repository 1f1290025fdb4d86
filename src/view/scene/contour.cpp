#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

/// Marching squares over the cell centres of one field.
class Contour {
 public:
  Contour(const Field& field, float level) : field_(field), level_(level) {
    const glm::vec2 extent = field.bounds.max - field.bounds.min;
    step_ = {extent.x / static_cast<float>(field.columns), extent.y / static_cast<float>(field.rows)};
  }

  std::vector<glm::vec2> lines() {
    for (int row = 0; row + 1 < field_.rows; ++row) {
      for (int column = 0; column + 1 < field_.columns; ++column) add_cell(column, row);
    }
    return std::move(lines_);
  }

 private:
  struct Corner {
    int column;
    int row;
  };
  using Corners = std::array<Corner, 4>;

  [[nodiscard]] std::size_t index(Corner c) const {
    return static_cast<std::size_t>(c.row) * static_cast<std::size_t>(field_.columns) +
           static_cast<std::size_t>(c.column);
  }
  [[nodiscard]] float value(Corner c) const { return field_.answer[index(c)]; }
  [[nodiscard]] bool above(Corner c) const { return value(c) > level_; }

  [[nodiscard]] glm::vec2 centre(Corner c) const {
    return field_.bounds.min +
           step_ * glm::vec2(static_cast<float>(c.column) + 0.5f, static_cast<float>(c.row) + 0.5f);
  }

  /// Where the edge between two corners crosses the level. The edge is walked in the same direction
  /// from both of its cells, so that their segments meet in exactly the same point.
  [[nodiscard]] glm::vec2 crossing(Corner a, Corner b) const {
    if (index(b) < index(a)) std::swap(a, b);
    const double from = value(a);
    const double to = value(b);
    const auto t = static_cast<float>((static_cast<double>(level_) - from) / (to - from));
    if (t <= 0) return centre(a);
    if (t >= 1) return centre(b);
    return centre(a) + t * (centre(b) - centre(a));
  }

  void add_segment(glm::vec2 from, glm::vec2 to) {
    if (from == to) return;  // touches one corner that equals the level
    lines_.push_back(from);
    lines_.push_back(to);
  }

  /// Crossing lines of edge `e` (corner e to corner e + 1) and edge `f`. When both crossings are
  /// corners that equal the level, the segment lies on the border of the cell, and the cell on the
  /// other side may find it too: it is kept once.
  void join(const Corners& corners, int e, int f) {
    const std::array<Corner, 4> ends{
        corners[static_cast<std::size_t>(e)], corners[static_cast<std::size_t>((e + 1) % 4)],
        corners[static_cast<std::size_t>(f)], corners[static_cast<std::size_t>((f + 1) % 4)]};
    const auto exact = [&](Corner a, Corner b) { return value(a) == level_ ? index(a) : index(b); };
    const bool on_corners = (value(ends[0]) == level_ || value(ends[1]) == level_) &&
                            (value(ends[2]) == level_ || value(ends[3]) == level_);
    if (on_corners) {
      const std::size_t one = exact(ends[0], ends[1]);
      const std::size_t two = exact(ends[2], ends[3]);
      if (!on_border_.insert({std::min(one, two), std::max(one, two)}).second) return;
    }
    add_segment(crossing(ends[0], ends[1]), crossing(ends[2], ends[3]));
  }

  void add_cell(int column, int row) {
    // Counter-clockwise, so that edge e goes from corner e to corner e + 1.
    const Corners corners{Corner{column, row}, Corner{column + 1, row}, Corner{column + 1, row + 1},
                          Corner{column, row + 1}};
    double sum = 0;
    std::array<int, 4> crossed{};
    std::size_t crossings = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (!std::isfinite(value(corners[i]))) return;
      sum += value(corners[i]);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      if (above(corners[i]) != above(corners[(i + 1) % 4])) crossed[crossings++] = static_cast<int>(i);
    }
    if (crossings == 2) join(corners, crossed[0], crossed[1]);
    if (crossings < 4) return;
    // A saddle: a middle on the side of corner 0 connects it with corner 2, and the lines cut off
    // corners 1 and 3; otherwise they cut off corners 0 and 2.
    const bool middle_above = sum / 4 > static_cast<double>(level_);
    const bool cut_odd = middle_above == above(corners[0]);
    join(corners, 0, cut_odd ? 1 : 3);
    join(corners, 2, cut_odd ? 3 : 1);
  }

  const Field& field_;
  float level_;
  glm::vec2 step_{0, 0};
  std::vector<glm::vec2> lines_;
  std::set<std::pair<std::size_t, std::size_t>> on_border_;
};

}  // namespace

std::vector<glm::vec2> iso_lines(const Field& field, float level) {
  if (field.columns < 2 || field.rows < 2 || !std::isfinite(level)) return {};
  if (field.answer.size() < static_cast<std::size_t>(field.columns) * static_cast<std::size_t>(field.rows))
    return {};
  return Contour(field, level).lines();
}

}  // namespace ganscope
