#pragma once
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "view/gpu/render_target.hpp"
#include "view/layers/layer.hpp"
#include "view/layers/picture_options.hpp"

namespace ganscope {

/// The toy picture: every layer in its order, drawn into a target. The window and the offscreen
/// host draw through this and nothing else, so their pictures are the same at any size.
class ToyPicture {
 public:
  ToyPicture();
  ~ToyPicture();

  using Options = PictureOptions;

  /// The camera for a picture of this size, shared with the overlay of ticks and labels.
  [[nodiscard]] static Camera2D camera(const ToyFrame& frame, glm::vec2 size, const Options& options);

  /// A rectangle of the current framebuffer, pixels, y up as OpenGL counts.
  struct Area {
    int x = 0;
    int y = 0;
    int width = 1;
    int height = 1;
  };
  /// Draws `frame` into that part of the current framebuffer and nothing outside it; vertices are
  /// rebuilt only when the frame, the options or the size changed.
  void draw(const ToyFramePtr& frame, const Options& options, const Area& area);
  /// The same over all of `target`.
  void draw(const ToyFramePtr& frame, const Options& options, const RenderTarget& target);

  /// Draws the latent inset into a target of its own, unless it is there already: the latent grid
  /// stays the same through a run.
  void draw_inset(const ToyFramePtr& frame, const Options& options, const RenderTarget& target);

 private:
  std::array<std::unique_ptr<Layer>, kLayerCount> layers_;
  std::unique_ptr<Layer> phase_;  ///< no one's to toggle: it is there in slow motion
  ToyFramePtr drawn_;
  Options drawn_options_;
  glm::vec2 drawn_size_{0, 0};

  /// What the inset was drawn from.
  struct InsetKey {
    std::vector<glm::vec2> chart;
    ThemeKind theme;
    float scale;
    unsigned texture;
    bool operator==(const InsetKey&) const = default;
  };
  std::optional<InsetKey> inset_drawn_;
};

}  // namespace ganscope
