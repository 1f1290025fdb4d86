#pragma once
#include <array>
#include <span>
#include <vector>

#include "view/scene/camera.hpp"
#include "view/scene/rect.hpp"

namespace ganscope {

enum class Corner { upper_right, lower_right, lower_left, upper_left };

/// What stays free between a corner's block and the picture's edges, pixels: numbers stand there.
struct CornerMargins {
  float left = 0;
  float right = 0;
  float top = 0;
  float bottom = 0;
};

/// A block of `size` in that corner of `area`.
[[nodiscard]] Rect in_corner(Corner corner, const Rect& area, glm::vec2 size, const CornerMargins& margins);

/// The data as pixels of a picture with `area`, as far as it stays the same through a run: whoever chooses a
/// corner by it stands still from frame to frame. `fitted`: the camera of the picture without zoom and pan.
/// Of 1-D data the density of the real samples, both axes and the lines between.
[[nodiscard]] std::vector<glm::vec2> lasting_points(const ToyFrame& frame, const Camera2D& fitted,
                                                    const Rect& area);

/// Percent of `points` that the place covers, rounded, so that a sample or two decide nothing.
[[nodiscard]] int percent_covered(const Rect& place, std::span<const glm::vec2> points);

}  // namespace ganscope
