#include "view/layers/image_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ganscope {
namespace {

/// Of the model's images.
glm::ivec2 pixels_of(const ImageFrame& frame) {
  if (frame.image) return {frame.image->width, frame.image->height};
  for (const PicturePtr& cell : frame.grid.cells)
    if (cell) return {cell->width, cell->height};
  return {1, 1};
}

/// The outline of a rectangle of pixels, y down.
Segments outline(const Rect& rect, Colour colour) {
  const std::array<glm::vec2, 4> corners{
      rect.min, {rect.max.x, rect.min.y}, rect.max, {rect.min.x, rect.max.y}};
  Segments out;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    out.push_back({corners[i], colour});
    out.push_back({corners[(i + 1) % corners.size()], colour});
  }
  return out;
}

}  // namespace

void ImagePicture::draw_atlas(const PictureAtlas& atlas, const CellGrid& grid,
                              const ImagePictureOptions& options, glm::vec2 viewport) {
  layer_.draw(atlas, grid, {options.magnification, options.colours, theme(options.theme).panel_raised},
              viewport);
}

void ImagePicture::draw_image(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                              glm::vec2 viewport) {
  if (!frame.image) return;
  image_.update(frame.image);
  draw_atlas(image_, {fitted_picture(area, pixels_of(frame), options.magnification)}, options, viewport);
}

StripPlaces ImagePicture::strip_place(const ImageFrame& frame, const ImagePictureOptions& options,
                                      const Rect& area) {
  return strip_places(area, pixels_of(frame), std::max(1, static_cast<int>(frame.strip.size())),
                      options.magnification, options.scale);
}

void ImagePicture::draw_strip(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                              glm::vec2 viewport) {
  const StripPlaces places = strip_place(frame, options, area);
  if (frame.image) {
    image_.update(frame.image);
    draw_atlas(image_, {places.picture}, options, viewport);
  }
  if (frame.strip.empty()) return;
  const int count = static_cast<int>(frame.strip.size());
  strip_.update({1, count, frame.strip});
  draw_atlas(strip_, places.strip, options, viewport);
  const float line = std::max(1.f, std::round(2 * options.scale));
  Rect marked = places.strip.cell(0, count / 2);
  marked.min -= line;
  marked.max += line;
  frame_.upload(outline(marked, theme(options.theme).accent));
  frame_.draw({glm::vec2(2, -2) / viewport, {-1, 1}, viewport}, line);
}

CellGrid ImagePicture::grid_place(const ImageFrame& frame, const ImagePictureOptions& options,
                                  const Rect& area) {
  const PictureGrid& grid = frame.grid;
  const glm::vec2 pixels(pixels_of(frame));
  return fitted_grid(
      area, std::max(1, grid.rows), std::max(1, grid.columns), pixels.x / pixels.y,
      suitable_gap(area, std::max(1, grid.rows), std::max(1, grid.columns), 2 * options.scale));
}

void ImagePicture::draw_grid(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                             glm::vec2 viewport) {
  grid_.update(frame.grid);
  draw_atlas(grid_, grid_place(frame, options, area), options, viewport);
}

void ImagePicture::draw(const ImageFrame& frame, TourLayout layout, const ImagePictureOptions& options,
                        const RenderTarget& target) {
  target.begin(theme(options.theme).picture);
  begin_blending();
  const glm::vec2 size{target.width(), target.height()};
  const Rect area{{0, 0}, size};
  switch (layout) {
    case TourLayout::tour:
      draw_image(frame, options, area, size);
      break;
    case TourLayout::strip:
      draw_strip(frame, options, area, size);
      break;
    case TourLayout::grid:
      draw_grid(frame, options, area, size);
      break;
  }
}

}  // namespace ganscope
