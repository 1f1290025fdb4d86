#pragma once
#include <array>
#include <memory>

#include "view/gpu/render_target.hpp"
#include "view/layers/picture_layer.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Draws the whole interface of the search for latents, panels and pictures, into any framebuffer of any
/// size. Windows and tests use this; they differ only in where it goes.
class RecoverStage {
 public:
  struct View {
    const RecoverPanelInput& input;
    const RecoverViewState& state;
    glm::vec2 size;            ///< pixels of the output
    unsigned framebuffer = 0;  ///< OpenGL name of the output; 0 is the window
    float seconds = 1.f / 60;  ///< since the last frame
  };
  /// Returns what the person asked for.
  RecoverViewCommands draw(const View& view);

  [[nodiscard]] UiContext& ui() { return ui_; }

 private:
  void draw_pictures(const View& view, const Rect& area);

  /// What the pictures were drawn from.
  struct Drawn {
    std::array<PicturePtr, 3> pictures;
    ThemeKind theme = ThemeKind::dark;
    float scale = 1;
    bool operator==(const Drawn&) const = default;
  };

  UiContext ui_;
  PictureLayer layer_;
  std::array<PictureAtlas, 3> atlases_;
  std::unique_ptr<RenderTarget> target_;
  Drawn drawn_;
};

}  // namespace ganscope
