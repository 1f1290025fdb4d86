#pragma once
#include <glm/vec2.hpp>
#include <optional>

#include "exchange/image_config.hpp"
#include "view/scene/rect.hpp"

/// Where the pictures of image mode stand: pure functions, pixels, y down.
namespace ganscope {

/// Cells of one size in rows and columns with gaps between them (none outside).
struct CellGrid {
  Rect place;
  int rows = 1;
  int columns = 1;
  float gap = 0;

  [[nodiscard]] glm::vec2 cell_size() const;
  [[nodiscard]] Rect cell(int row, int column) const;
  /// Row (y) and column (x) under a point; a gap belongs to the cell before it.
  [[nodiscard]] std::optional<glm::ivec2> at(glm::vec2 point) const;
};

/// The largest grid of cells of `aspect` (width over height) in the middle of `area`, its cells and gaps of
/// whole pixels.
[[nodiscard]] CellGrid fitted_grid(const Rect& area, int rows, int columns, float aspect, float gap);

/// The gap that suits cells in `area`: up to `wanted` pixels, none where cells are tiny.
[[nodiscard]] float suitable_gap(const Rect& area, int rows, int columns, float wanted);

/// The largest picture of width x height pixels in the middle of `area`: for the nearest magnification,
/// where uneven pixels would show, a whole multiple of its size where that is 2 or more.
[[nodiscard]] Rect fitted_picture(const Rect& area, glm::ivec2 pixels, Magnification magnification);

/// A picture with a row of `neighbours` below it.
struct StripPlaces {
  Rect picture;
  CellGrid strip;
};
[[nodiscard]] StripPlaces strip_places(const Rect& area, glm::ivec2 pixels, int neighbours,
                                       Magnification magnification, float scale);

}  // namespace ganscope
