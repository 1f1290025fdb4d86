#pragma once
#include "exchange/picture.hpp"
#include "view/gpu/handle.hpp"

namespace ganscope {

/// Pictures of one size as one texture, cell beside cell. Only cells that changed are uploaded.
class PictureAtlas {
 public:
  /// Takes over `grid`. The first picture decides the size; others of another size are left out, as those
  /// of a model that is no longer shown. Throws Error when the driver cannot hold so large a texture.
  void update(const PictureGrid& grid);
  void update(const PicturePtr& picture) { update({1, 1, {picture}}); }

  /// There is something to draw.
  [[nodiscard]] bool has_pictures() const { return width_ > 0; }
  [[nodiscard]] bool grey() const { return channels_ == 1; }
  [[nodiscard]] int rows() const { return held_.rows; }
  [[nodiscard]] int columns() const { return held_.columns; }
  [[nodiscard]] int width() const { return width_; }  ///< of a cell, texels
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] GLuint texture() const { return texture_.name(); }

 private:
  void resize(const PictureGrid& grid, const Picture& like);
  void upload(int row, int column, const Picture& picture) const;

  Texture texture_;
  PictureGrid held_;
  int width_ = 0;
  int height_ = 0;
  int channels_ = 0;
};

}  // namespace ganscope
