#pragma once
#include "exchange/image_frame.hpp"
#include "view/gpu/batches.hpp"
#include "view/gpu/render_target.hpp"
#include "view/layers/image_picture_options.hpp"
#include "view/layers/picture_layer.hpp"

namespace ganscope {

/// The pictures of image mode, drawn into the current viewport. Window and recordings draw through this and
/// nothing else, so that they are the same at any size.
class ImagePicture {
 public:
  /// The current image alone, as large as `area` allows.
  void draw_image(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                  glm::vec2 viewport);
  /// The image with its neighbours below, the current one marked.
  void draw_strip(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                  glm::vec2 viewport);
  void draw_grid(const ImageFrame& frame, const ImagePictureOptions& options, const Rect& area,
                 glm::vec2 viewport);

  /// One layout of a recording over all of `target`, on the theme's ground.
  void draw(const ImageFrame& frame, TourLayout layout, const ImagePictureOptions& options,
            const RenderTarget& target);

  /// Where draw_grid() puts its cells, for those who click on them.
  [[nodiscard]] static CellGrid grid_place(const ImageFrame& frame, const ImagePictureOptions& options,
                                           const Rect& area);
  /// Where draw_strip() puts things.
  [[nodiscard]] static StripPlaces strip_place(const ImageFrame& frame, const ImagePictureOptions& options,
                                               const Rect& area);

 private:
  void draw_atlas(const PictureAtlas& atlas, const CellGrid& grid, const ImagePictureOptions& options,
                  glm::vec2 viewport);

  PictureLayer layer_;
  SegmentBatch frame_;
  PictureAtlas image_;
  PictureAtlas strip_;
  PictureAtlas grid_;
};

}  // namespace ganscope
