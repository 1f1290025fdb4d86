#include "view/panels/toy/toy_interface.hpp"
#include "view/panels/common/file_dialogue.hpp"
#include "view/panels/common/help_panel.hpp"
#include "view/panels/toy/toy_commands.hpp"

#include <imgui.h>

#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/text_field.hpp"

namespace ganscope {

ToyViewCommands build_toy_interface(const ToyPanelInput& input, const ToyViewState& state,
                                    const Layout& layout, unsigned inset_texture) {
  ToyViewCommands out;
  heed_refusals(state.refusals);
  const bool inset_in_column = !layout.right.empty();
  const bool inset_in_picture = !inset_in_column && state.picture.layers.has(LayerId::inset);
  toy_picture_panel(input, state, layout.picture, inset_in_picture ? inset_texture : 0, out);
  toy_top_bar(input, state, layout.top, out);
  toy_settings_panel(input, state, layout.left, out);
  toy_curves_panel(input, state, layout.right, inset_texture, out);
  toy_timeline_panel(input, state, layout.timeline, out);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  if (state.help) {
    static const HelpText help{"Drag the picture to move it, scroll to zoom, double-click to fit.",
                               toy_commands().key_texts(),
                               {{"Training"}, {"Time", "Layers"}, {"Picture", "Window"}},
                               {{"Training", "Time"}, {"Layers", "Picture", "Window"}}};
    if (help_panel(help, theme(state.theme), {window.x, window.y}))
      out.push_back(window_command::ToggleHelp{});
  }
  file_dialogue_over(state.files, theme(state.theme), {window.x, window.y}, out);
  return out;
}

}  // namespace ganscope
