#include <imgui.h>

#include "view/panels/common/file_dialogue.hpp"
#include "view/panels/common/help_panel.hpp"
#include "view/panels/train/train_commands.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/text_field.hpp"

namespace ganscope {

TrainViewCommands build_train_interface(const TrainPanelInput& input, const TrainViewState& state,
                                        const Layout& layout) {
  TrainViewCommands out;
  heed_refusals(state.refusals);
  train_view_panel(input, state, layout.picture, out);
  train_top_bar(input, state, layout.top, out);
  train_settings_panel(input, state, layout.left, out);
  train_curves_panel(input, state, layout.right, out);
  train_timeline_panel(input, state, layout.timeline, out);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  if (state.help) {
    static const HelpText help{"Drag on the timeline to see how the images became what they are.",
                               train_commands().key_texts(),
                               {{"Training", "Time"}, {"Picture"}, {"Window"}},
                               {{"Training", "Time", "Picture"}, {"Window"}},
                               316,
                               390};
    if (help_panel(help, theme(state.theme), {window.x, window.y}))
      out.push_back(window_command::ToggleHelp{});
  }
  file_dialogue_over(state.files, theme(state.theme), {window.x, window.y}, out);
  return out;
}

}  // namespace ganscope
