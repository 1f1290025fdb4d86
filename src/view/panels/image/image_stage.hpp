#pragma once
#include <memory>

#include "view/gpu/render_target.hpp"
#include "view/layers/image_picture.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Draws the whole interface of image mode, panels and pictures, into any framebuffer of any size. Windows
/// and tests use this; they differ only in where it goes.
class ImageStage {
 public:
  struct View {
    ImageFramePtr frame;
    const ImagePanelInput& input;
    const ImageViewState& state;
    glm::vec2 size;            ///< pixels of the output
    unsigned framebuffer = 0;  ///< OpenGL name of the output; 0 is the window
    float seconds = 1.f / 60;  ///< since the last frame
  };
  /// Returns what the person asked for.
  ImageViewCommands draw(const View& view);

  /// The large view alone over all of `target`, as it is saved.
  void draw_picture(const View& view, const RenderTarget& target);

  [[nodiscard]] UiContext& ui() { return ui_; }

 private:
  [[nodiscard]] ImageTextures draw_textures(const View& view, const ImageLayout& layout);
  void draw_preview(const View& view, ImageTextures& out);
  void draw_unmarked_strip(const View& view, const Rect& area, glm::vec2 viewport);
  void draw_large(const View& view, const Rect& area);

  /// What a view was drawn from.
  struct Drawn {
    ImageFramePtr frame;
    ImagePictureOptions options;
    bool grid_large = false;
    bool off_path = false;
    bool operator==(const Drawn&) const = default;
  };

  UiContext ui_;
  ImagePicture large_;
  ImagePicture small_;
  PictureLayer thumbnail_layer_;
  PictureAtlas thumbnails_;
  PictureAtlas preview_;
  PictureAtlas strip_;
  std::unique_ptr<RenderTarget> large_target_;
  std::unique_ptr<RenderTarget> small_target_;
  std::unique_ptr<RenderTarget> thumbnail_target_;
  std::unique_ptr<RenderTarget> preview_target_;
  Drawn large_drawn_;
  Drawn small_drawn_;
  Drawn thumbnails_drawn_;
};

}  // namespace ganscope
