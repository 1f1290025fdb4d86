#pragma once
#include <glm/vec2.hpp>

#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Maps data units to the pixels of a picture, with square pixels: the bounds are shown whole,
/// centred, and the longer side of the picture shows more. `zoom` and `pan` are a person's.
/// For 1-D data (`stretch`) x fills the width and y fills the height.
struct Camera2D {
  Bounds bounds{};
  glm::vec2 size{1, 1};  ///< pixels
  float zoom = 1;        ///< 1 fits the bounds
  glm::vec2 pan{0, 0};   ///< data units added to the centre
  bool stretch = false;
  /// Pixels kept free around the bounds.
  float margin = 0;

  [[nodiscard]] glm::vec2 scale() const;    ///< pixels per data unit, both components positive
  [[nodiscard]] glm::vec2 centre() const;   ///< data point at the middle of the picture
  [[nodiscard]] glm::vec2 to_pixel(glm::vec2 data) const;   ///< y down, (0, 0) top left
  [[nodiscard]] glm::vec2 to_data(glm::vec2 pixel) const;
  /// What the whole picture shows.
  [[nodiscard]] Bounds visible() const;
  /// Zooms by `factor` so that the data under `pixel` stays there; zoom is kept in [0.05, 1000].
  void zoom_at(glm::vec2 pixel, float factor);
  /// Moves the picture by a drag of so many pixels.
  void drag(glm::vec2 pixels);
};

}  // namespace ganscope
