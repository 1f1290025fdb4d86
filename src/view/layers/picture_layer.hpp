#pragma once
#include <optional>

#include "exchange/image_config.hpp"
#include "view/gpu/handle.hpp"
#include "view/gpu/program.hpp"
#include "view/layers/picture_atlas.hpp"
#include "view/scene/image_places.hpp"

namespace ganscope {

/// How pictures are drawn.
struct PictureLook {
  Magnification magnification = Magnification::bicubic;
  GreyMap colours = GreyMap::grey;
  Colour empty{};  ///< where no picture has come yet
};

/// Of pictures of `pixels` each shown at a size of `shown`: pixels stay squares where they are all of one
/// size.
[[nodiscard]] PictureLook plain_look(glm::vec2 shown, glm::vec2 pixels, Colour empty);

/// Draws atlases, enlarged or reduced, into the current viewport.
class PictureLayer {
 public:
  PictureLayer();
  /// `grid` has the atlas's rows and columns and stands in a viewport of `viewport` pixels.
  void draw(const PictureAtlas& atlas, const CellGrid& grid, const PictureLook& look, glm::vec2 viewport);

 private:
  void use_colours(GreyMap map);

  Program program_;
  VertexArray array_;
  Texture colours_;
  std::optional<GreyMap> colours_of_;
};

}  // namespace ganscope
