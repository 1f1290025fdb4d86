#include "view/panels/image/image_stage.hpp"

#include <algorithm>
#include <cmath>

#include "view/gpu/gl.hpp"

namespace ganscope {
namespace {

constexpr int kThumbnailPixels = 64;
constexpr int kThumbnailsInRow = 32;

}  // namespace

ImageTextures ImageStage::draw_textures(const View& view, const ImageLayout& layout) {
  ImageTextures out;
  if (!view.frame) return out;
  const ImagePictureOptions options = view.state.picture_options();
  const Drawn now{view.frame, options, view.state.grid_large};
  if (!layout.small_view.empty()) {
    const bool resized = fit(small_target_, layout.small_view.size());
    const Rect area{{0, 0}, layout.small_view.size()};
    if (resized || !(small_drawn_ == now)) {
      small_target_->begin(theme(options.theme).panel);
      begin_blending();
      if (view.state.grid_large)
        small_.draw_image(*view.frame, options, area, area.size());
      else
        small_.draw_grid(*view.frame, options, area, area.size());
      small_drawn_ = now;
    }
    out.small_view = small_target_->texture();
  }
  const int count = static_cast<int>(view.frame->thumbnails.size());
  if (count == 0) return out;
  out.thumbnail_columns = std::min(count, kThumbnailsInRow);
  out.thumbnail_rows = (count + kThumbnailsInRow - 1) / kThumbnailsInRow;
  const glm::vec2 cells(out.thumbnail_columns, out.thumbnail_rows);
  const glm::vec2 size = static_cast<float>(kThumbnailPixels) * cells;
  const bool resized = fit(thumbnail_target_, size);
  if (resized || !(thumbnails_drawn_ == now)) {
    std::vector<PicturePtr> pictures = view.frame->thumbnails;
    pictures.resize(static_cast<std::size_t>(out.thumbnail_columns * out.thumbnail_rows));
    thumbnails_.update({out.thumbnail_rows, out.thumbnail_columns, std::move(pictures)});
    thumbnail_target_->begin(theme(options.theme).panel_raised);
    thumbnail_layer_.draw(thumbnails_, {{{0, 0}, size}, out.thumbnail_rows, out.thumbnail_columns, 0},
                          {options.magnification, options.colours, theme(options.theme).panel_raised}, size);
    thumbnails_drawn_ = now;
  }
  out.thumbnails = thumbnail_target_->texture();
  return out;
}

/// Drawn once a frame of images and copied after that: enlarging costs a software renderer more than all
/// the panels.
void ImageStage::draw_large(const View& view, const Rect& area) {
  const Drawn now{view.frame, view.state.picture_options(), view.state.grid_large};
  if (fit(large_target_, area.size()) || !(large_drawn_ == now)) {
    const ImagePictureOptions options = view.state.picture_options();
    large_target_->begin(theme(options.theme).picture);
    const glm::vec2 size = area.size();
    const Rect inner = view_area({{0, 0}, size}, options.scale);
    begin_blending();
    if (view.frame && !inner.empty()) {
      if (view.state.grid_large)
        large_.draw_grid(*view.frame, options, inner, size);
      else
        large_.draw_strip(*view.frame, options, inner, size);
    }
    large_drawn_ = now;
  }
  large_target_->copy_to(view.framebuffer, area.min, view.size);
}

ImageViewCommands ImageStage::draw(const View& view) {
  const UiContext::Current current(ui_);
  const ImageLayout layout = lay_out_images(view.size, view.state.scale, view.state.panels);
  const ImageTextures textures = draw_textures(view, layout);
  ui_.set_style(view.state.theme, view.state.scale);
  ui_.begin(view.size, view.seconds);
  ImageViewCommands commands = build_image_interface(view.input, view.state, layout, textures);

  if (!layout.places.picture.empty()) draw_large(view, layout.places.picture);
  glBindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
  glViewport(0, 0, static_cast<GLsizei>(view.size.x), static_cast<GLsizei>(view.size.y));
  ui_.end();
  return commands;
}

void ImageStage::draw_picture(const View& view, const RenderTarget& target) {
  if (view.frame)
    large_.draw(*view.frame, view.state.grid_large ? TourLayout::grid : TourLayout::tour,
                view.state.picture_options(), target);
}

}  // namespace ganscope
