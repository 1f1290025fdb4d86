#pragma once
#include <array>
#include <memory>

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

  /// Draws `frame` into `target`; vertices are rebuilt only when the frame or the options changed.
  void draw(const ToyFramePtr& frame, const Options& options, const RenderTarget& target);

  /// Draws the latent inset into a target of its own.
  void draw_inset(const ToyFramePtr& frame, const Options& options, const RenderTarget& target);

 private:
  std::array<std::unique_ptr<Layer>, kLayerCount> layers_;
  ToyFramePtr drawn_;
  Options drawn_options_;
  ToyFramePtr inset_drawn_;
  ThemeKind inset_theme_ = ThemeKind::dark;
};

}  // namespace ganscope
