#include "view/panels/image/image_stage.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "view/panels/common/staged_frame.hpp"

namespace ganscope {
namespace {

constexpr int kThumbnailPixels = 64;
constexpr int kThumbnailsInRow = 32;

/// The anchor under the mouse, by the names of the controls drawn last.
std::optional<int> pointed_anchor(const std::vector<UiItem>& items) {
  constexpr std::string_view kBegin = "anchor ";
  const glm::vec2 mouse{ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y};
  for (const UiItem& item : items)
    if (item.name.starts_with(kBegin) && item.place.contains(mouse))
      return std::atoi(item.name.c_str() + kBegin.size()) - 1;
  return std::nullopt;
}

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
  draw_preview(view, out);
  return out;
}

/// Of the anchor that the mouse was over in the last frame.
void ImageStage::draw_preview(const View& view, ImageTextures& out) {
  const std::optional<int> index = pointed_anchor(ui_.items());
  if (!index || *index >= static_cast<int>(view.frame->thumbnails.size())) return;
  const PicturePtr& picture = view.frame->thumbnails[static_cast<std::size_t>(*index)];
  if (!picture) return;
  const ImagePictureOptions options = view.state.picture_options();
  const float side = std::round(kAnchorPreview * options.scale);
  fit(preview_target_, {side, side});
  preview_.update(picture);
  const Theme& t = theme(options.theme);
  preview_target_->begin(t.panel_raised);
  begin_blending();
  thumbnail_layer_.draw(
      preview_,
      {fitted_picture({{0, 0}, {side, side}}, {picture->width, picture->height}, options.magnification)},
      {options.magnification, options.colours, t.panel_raised}, {side, side});
  out.preview = preview_target_->texture();
  out.preview_of = *index;
}

/// Off the path the large image is none of the strip's, so that none is marked.
void ImageStage::draw_unmarked_strip(const View& view, const Rect& area, glm::vec2 viewport) {
  const ImagePictureOptions options = view.state.picture_options();
  const ImageFrame& frame = *view.frame;
  const StripPlaces places = ImagePicture::strip_place(frame, options, area);
  large_.draw_image(frame, options, places.picture, viewport);
  if (frame.strip.empty()) return;
  strip_.update({1, static_cast<int>(frame.strip.size()), frame.strip});
  thumbnail_layer_.draw(strip_, places.strip,
                        {options.magnification, options.colours, theme(options.theme).panel_raised},
                        viewport);
}

/// Drawn once a frame of images and copied after that: enlarging costs a software renderer more than all
/// the panels.
void ImageStage::draw_large(const View& view, const Rect& area) {
  const Drawn now{view.frame, view.state.picture_options(), view.state.grid_large, view.input.off_path};
  if (fit(large_target_, area.size()) || !(large_drawn_ == now)) {
    const ImagePictureOptions options = view.state.picture_options();
    large_target_->begin(theme(options.theme).picture);
    const glm::vec2 size = area.size();
    const Rect inner = view_area({{0, 0}, size}, options.scale);
    begin_blending();
    if (view.frame && !inner.empty()) {
      if (view.state.grid_large)
        large_.draw_grid(*view.frame, options, inner, size);
      else if (view.input.off_path)
        draw_unmarked_strip(view, inner, size);
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
  return staged_frame(
      ui_, view, [&] { return build_image_interface(view.input, view.state, layout, textures); },
      [&] {
        if (!layout.places.picture.empty()) draw_large(view, layout.places.picture);
      });
}

void ImageStage::draw_picture(const View& view, const RenderTarget& target) {
  if (view.frame)
    large_.draw(*view.frame, view.state.grid_large ? TourLayout::grid : TourLayout::tour,
                view.state.picture_options(), target);
}

}  // namespace ganscope
