#include "view/scene/image_places.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {

glm::vec2 CellGrid::cell_size() const {
  const glm::vec2 cells(columns, rows);
  return (place.size() - gap * (cells - 1.f)) / cells;
}

Rect CellGrid::cell(int row, int column) const {
  const glm::vec2 size = cell_size();
  const glm::vec2 min = place.min + glm::vec2(column, row) * (size + gap);
  return {min, min + size};
}

std::optional<glm::ivec2> CellGrid::at(glm::vec2 point) const {
  if (!place.contains(point)) return std::nullopt;
  const glm::ivec2 found((point - place.min) / (cell_size() + gap));
  return glm::ivec2(std::clamp(found.x, 0, columns - 1), std::clamp(found.y, 0, rows - 1));
}

CellGrid fitted_grid(const Rect& area, int rows, int columns, float aspect, float gap) {
  const glm::vec2 cells(columns, rows);
  const glm::vec2 room = (area.size() - gap * (cells - 1.f)) / cells;
  const float height = std::max(1.f, std::floor(std::min(room.y, room.x / aspect)));
  const glm::vec2 cell{std::max(1.f, std::min(std::round(height * aspect), std::floor(room.x))), height};
  const glm::vec2 size = cells * cell + gap * (cells - 1.f);
  const glm::vec2 min{std::floor(area.min.x + 0.5f * (area.width() - size.x)),
                      std::floor(area.min.y + 0.5f * (area.height() - size.y))};
  return {{min, min + size}, rows, columns, gap};
}

float suitable_gap(const Rect& area, int rows, int columns, float wanted) {
  const float cell =
      std::min(area.width() / static_cast<float>(columns), area.height() / static_cast<float>(rows));
  return std::floor(std::min(wanted, cell / 10));
}

Rect fitted_picture(const Rect& area, glm::ivec2 pixels, Magnification magnification) {
  const glm::vec2 size(std::max(pixels.x, 1), std::max(pixels.y, 1));
  float factor = std::min(area.width() / size.x, area.height() / size.y);
  if (magnification == Magnification::nearest && factor >= 2) factor = std::floor(factor);
  const glm::vec2 shown{std::max(1.f, std::floor(size.x * factor)),
                        std::max(1.f, std::floor(size.y * factor))};
  const glm::vec2 min{std::floor(area.min.x + 0.5f * (area.width() - shown.x)),
                      std::floor(area.min.y + 0.5f * (area.height() - shown.y))};
  return {min, min + shown};
}

StripPlaces strip_places(const Rect& area, glm::ivec2 pixels, int neighbours, Magnification magnification,
                         float scale) {
  const float aspect = static_cast<float>(std::max(pixels.x, 1)) / static_cast<float>(std::max(pixels.y, 1));
  const float gap = std::round(6 * scale);
  // A seventh of the height, or what lets the cells fill the width where that is less.
  const float height = std::min(std::round(area.height() / 7),
                                std::floor((area.width() / static_cast<float>(neighbours) - gap) / aspect));
  const float top = area.max.y - std::max(1.f, height) - gap;
  const Rect below{{area.min.x, top}, {area.max.x, area.max.y - gap}};
  return {fitted_picture({area.min, {area.max.x, top - gap}}, pixels, magnification),
          fitted_grid(below, 1, neighbours, aspect, gap)};
}

}  // namespace ganscope
