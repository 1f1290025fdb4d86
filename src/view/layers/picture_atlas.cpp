#include "view/layers/picture_atlas.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace ganscope {
namespace {

bool same_size(const Picture& a, const Picture& b) {
  return a.width == b.width && a.height == b.height && a.channels == b.channels;
}

}  // namespace

void PictureAtlas::update(const PictureGrid& grid) {
  const auto first =
      std::find_if(grid.cells.begin(), grid.cells.end(), [](const PicturePtr& p) { return p; });
  if (first == grid.cells.end()) {
    width_ = height_ = 0;
    held_ = {};
    return;
  }
  const Picture& like = **first;
  const bool fits = width_ == like.width && height_ == like.height && channels_ == like.channels &&
                    held_.rows == grid.rows && held_.columns == grid.columns;
  if (!fits) resize(grid, like);
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const PicturePtr& picture = grid.at(row, column);
      if (picture && picture != held_.at(row, column) && same_size(*picture, like))
        upload(row, column, *picture);
    }
  held_ = grid;
}

void PictureAtlas::resize(const PictureGrid& grid, const Picture& like) {
  GLint most = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
  const int width = grid.columns * like.width;
  const int height = grid.rows * like.height;
  if (width > most || height > most)
    throw Error("a grid of " + std::to_string(grid.rows) + " x " + std::to_string(grid.columns) +
                " images of " + std::to_string(like.width) + "x" + std::to_string(like.height) +
                " pixels; OpenGL holds at most " + std::to_string(most) +
                " pixels each way: expected fewer rows and columns");
  width_ = like.width;
  height_ = like.height;
  channels_ = like.channels;
  held_ = {grid.rows, grid.columns, std::vector<PicturePtr>(grid.cells.size())};
  // Transparent: cells that haven't come.
  const std::vector<std::uint8_t> nothing(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                          4);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  for (const GLenum name : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, name, GL_NEAREST);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nothing.data());
}

void PictureAtlas::upload(int row, int column, const Picture& picture) const {
  std::vector<std::uint8_t> rgba;
  const auto channels = static_cast<std::size_t>(picture.channels);
  rgba.reserve(picture.values.size() / channels * 4);
  for (std::size_t i = 0; i + channels <= picture.values.size(); i += channels) {
    for (std::size_t c = 0; c < 3; ++c) rgba.push_back(picture.values[i + std::min(c, channels - 1)]);
    rgba.push_back(255);
  }
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexSubImage2D(GL_TEXTURE_2D, 0, column * width_, row * height_, width_, height_, GL_RGBA,
                  GL_UNSIGNED_BYTE, rgba.data());
}

}  // namespace ganscope
