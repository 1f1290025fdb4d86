#include "view/panels/toy/interface.hpp"
#include "view/panels/common/help_panel.hpp"
#include "view/panels/toy/keys.hpp"

#include <imgui.h>

#include "view/panels/toy/panel.hpp"

namespace ganscope {

ViewCommands build_interface(const PanelInput& input, const ViewState& state, const Layout& layout,
                             unsigned inset_texture) {
  ViewCommands out;
  const bool inset_in_column = !layout.right.empty();
  const bool inset_in_picture = !inset_in_column && state.picture.layers.has(LayerId::inset);
  picture_panel(input, state, layout.picture, inset_in_picture ? inset_texture : 0, out);
  top_bar(input, state, layout.top, out);
  settings_panel(input, state, layout.left, out);
  curves_panel(input, state, layout.right, inset_texture, out);
  timeline_panel(input, state, layout.timeline, out);
  if (state.help) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    static const HelpText help{"Drag the picture to move it, scroll to zoom, double-click to fit.",
                               {key_bindings().begin(), key_bindings().end()},
                               {{"Training"}, {"Time", "Layers"}, {"Picture", "Window"}},
                               {{"Training", "Time"}, {"Layers", "Picture", "Window"}}};
    if (help_panel(help, theme(state.picture.theme), {window.x, window.y}))
      out.push_back(view_command::ToggleHelp{});
  }
  return out;
}

}  // namespace ganscope
