#pragma once
#include <glm/vec2.hpp>
#include <vector>

#include "core/rng.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Equal axis-aligned boxes, which data manifolds and priors share. A half side of 0 makes the box
/// flat in that direction: (0, 0) is an atom, (1, 0) an interval on y = 0.
struct BoxSet {
  std::vector<glm::vec2> centres;
  glm::vec2 half{0, 0};  ///< half the sides

  /// Number of directions the boxes extend in: 0, 1 or 2.
  [[nodiscard]] int dims() const;
  /// Uniform over all boxes.
  [[nodiscard]] glm::vec2 draw(Rng& rng) const;
  /// Index of the box nearest to `point`; the first of equals.
  [[nodiscard]] int nearest(glm::vec2 point) const;
  /// Euclidean distance to the nearest box, 0 inside.
  [[nodiscard]] float distance(glm::vec2 point) const;
  /// The smallest rectangle around all boxes.
  [[nodiscard]] Bounds extent() const;

 private:
  [[nodiscard]] float distance_to(glm::vec2 centre, glm::vec2 point) const;
};

// The shapes below are of unit size times `scale`: data and latents want different ones.

/// Nine atoms at {-scale, 0, scale}^2 (geometric view, section 3.1).
[[nodiscard]] BoxSet lattice_boxes(float scale);
/// Nine squares of side 0.4 scale centred at {-scale, 0, scale}^2 (geometric view, section 3.2).
[[nodiscard]] BoxSet nine_squares_boxes(float scale);
/// [-scale, scale]^2.
[[nodiscard]] BoxSet square_boxes(float scale);
/// [-scale, scale] on y = 0.
[[nodiscard]] BoxSet interval_boxes(float scale);

}  // namespace ganscope
