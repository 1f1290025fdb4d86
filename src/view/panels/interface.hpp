#pragma once
#include "view/panels/layout.hpp"
#include "view/panels/view_state.hpp"

namespace ganscope {

/// Textures that were drawn for this interface frame, as OpenGL names; 0 for none.
struct InterfaceTextures {
  unsigned picture = 0;
  unsigned inset = 0;
};

/// Builds one ImGui frame of the toy mode: the picture with its overlay and, when shown, the panels
/// around it. Reads, changes nothing, and returns what the person asked for.
[[nodiscard]] ViewCommands build_interface(const PanelInput& input, const ViewState& state, const Layout& layout,
                                           const InterfaceTextures& textures);

}  // namespace ganscope
