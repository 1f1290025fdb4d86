#pragma once
#include <memory>
#include <optional>

#include "view/gpu/render_target.hpp"
#include "view/layers/picture_layer.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Draws the whole interface of the training view, panels and images, into any framebuffer of any size.
/// Windows and tests use this; they differ only in where it goes.
class TrainStage {
 public:
  struct View {
    const TrainPanelInput& input;
    const TrainViewState& state;
    glm::vec2 size;            ///< pixels of the output
    unsigned framebuffer = 0;  ///< OpenGL name of the output; 0 is the window
    float seconds = 1.f / 60;  ///< since the last frame
  };
  /// Returns what the person asked for.
  TrainViewCommands draw(const View& view);

  [[nodiscard]] UiContext& ui() { return ui_; }

 private:
  void draw_images(const View& view, const Rect& area);
  void draw_stack(const ImageStack& images, PictureAtlas& atlas, const CellGrid& grid, const Theme& theme);
  void draw_atlas(const PictureAtlas& atlas, const CellGrid& grid, const Theme& theme);

  /// What the images were drawn from.
  struct Drawn {
    ImageStackPtr generated;
    ImageStackPtr real;
    ThemeKind theme = ThemeKind::dark;
    float scale = 1;
    std::optional<int> enlarged;
    bool operator==(const Drawn&) const = default;
  };

  UiContext ui_;
  PictureLayer layer_;
  PictureAtlas generated_;
  PictureAtlas real_;
  PictureAtlas enlarged_;
  std::unique_ptr<RenderTarget> target_;
  Drawn drawn_;
};

}  // namespace ganscope
