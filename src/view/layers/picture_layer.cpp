#include "view/layers/picture_layer.hpp"

#include <array>
#include <glm/common.hpp>

#include "view/scene/grey_maps.hpp"

namespace ganscope {

PictureLook plain_look(glm::vec2 shown, glm::vec2 pixels, Colour empty) {
  const glm::vec2 factor = shown / pixels;
  return {factor == glm::floor(factor) ? Magnification::nearest : Magnification::bicubic, GreyMap::grey,
          empty};
}

PictureLayer::PictureLayer() : program_("picture.vert", "picture.frag") {
  glBindTexture(GL_TEXTURE_2D, colours_.name());
  for (const GLenum name : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, name, GL_LINEAR);
  for (const GLenum name : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, name, GL_CLAMP_TO_EDGE);
}

void PictureLayer::use_colours(GreyMap map) {
  if (colours_of_ == map) return;
  constexpr int kGreys = 256;
  std::array<float, kGreys * 3> row{};
  for (int i = 0; i < kGreys; ++i) {
    const Colour c = grey_colour(static_cast<float>(i) / (kGreys - 1), map);
    const auto at = static_cast<std::size_t>(i) * 3;
    row[at] = c.r;
    row[at + 1] = c.g;
    row[at + 2] = c.b;
  }
  glBindTexture(GL_TEXTURE_2D, colours_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB32F, kGreys, 1, 0, GL_RGB, GL_FLOAT, row.data());
  colours_of_ = map;
}

void PictureLayer::draw(const PictureAtlas& atlas, const CellGrid& grid, const PictureLook& look,
                        glm::vec2 viewport) {
  if (!atlas.has_pictures() || grid.place.empty()) return;
  use_colours(look.colours);
  const glm::vec2 cell = grid.cell_size();
  program_.use();
  program_.set("u_place", glm::vec4(grid.place.min.x, grid.place.min.y, grid.place.max.x, grid.place.max.y));
  program_.set("u_viewport", viewport);
  program_.set("u_atlas", 0);
  program_.set("u_colours", 1);
  program_.set("u_grey", atlas.grey() && look.colours != GreyMap::grey ? 1 : 0);
  program_.set("u_cells", glm::ivec2(atlas.columns(), atlas.rows()));
  program_.set("u_cell", cell);
  program_.set("u_gap", grid.gap);
  program_.set("u_magnify", static_cast<int>(look.magnification));
  program_.set("u_empty", look.empty);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, colours_.name());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, atlas.texture());
  glBindVertexArray(array_.name());
  glDisable(GL_BLEND);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glEnable(GL_BLEND);
}

}  // namespace ganscope
