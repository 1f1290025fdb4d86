#pragma once
#include <optional>

#include "app/window/egl_context.hpp"
#include "exchange/toy_command.hpp"
#include "view/panels/toy/toy_stage.hpp"

namespace ganscope {

/// Draws the same interface as the window without one.
class OffscreenHost {
 public:
  OffscreenHost(int width, int height);
  [[nodiscard]] Image draw(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state);
  /// Draws as a window does: nothing is read back, but the call waits until it is drawn.
  void show(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state);
  /// What a frame must hold for this size and these choices.
  [[nodiscard]] FrameRequest request(const ToyConfig& config, const ToyViewState& state) const;

 private:
  /// What decides the sizes of ImGui's windows.
  struct Settled {
    bool panels;
    bool help;
    float scale;
  };
  EglContext context_;
  ToyStage stage_;
  RenderTarget output_;
  std::optional<Settled> settled_;
};

}  // namespace ganscope
