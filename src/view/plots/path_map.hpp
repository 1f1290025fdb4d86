#pragma once
#include <optional>
#include <span>
#include <string>

#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// Where one is on which path.
struct PathMap {
  std::span<const double> anchors;  ///< positions, in [0, 1)
  double position = 0;              ///< laps
  bool closed = true;
  bool on_path = true;
  std::string centre;  ///< one short line in the middle
};

/// A ring that one lap goes once around, clockwise from the top, with the anchors numbered from 1 and the
/// position; an endless path's ring is open and shows the way to the next unit. Returns the position that
/// was clicked or dragged to.
[[nodiscard]] std::optional<double> path_map(const PathMap& map, const Rect& place, const Theme& theme);

/// The same as a line, for the foot of a picture.
[[nodiscard]] std::optional<double> path_timeline(const PathMap& map, const Rect& place, const Theme& theme);

}  // namespace ganscope
