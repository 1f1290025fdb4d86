#include <imgui.h>

#include "view/panels/common/file_dialogue.hpp"
#include "view/panels/common/help_panel.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/layout.hpp"
#include "view/ui/text_field.hpp"

namespace ganscope {

RecoverViewCommands build_recover_interface(const RecoverPanelInput& input, const RecoverViewState& state,
                                            const Layout& layout) {
  RecoverViewCommands out;
  heed_refusals(state.refusals);
  recover_view_panel(input, state, layout.picture, out);
  recover_top_bar(input, state, layout.top, out);
  recover_settings_panel(input, state, layout.left, out);
  recover_curves_panel(input, state, layout.right, out);
  recover_timeline_panel(input, state, layout.timeline, out);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  if (state.help) {
    static const HelpText help{"Drag on the timeline to see how the latent was found.",
                               recover_commands().key_texts(),
                               {{"Search", "Time"}, {"Picture"}, {"Window"}},
                               {{"Search", "Time", "Picture"}, {"Window"}},
                               340,
                               440};
    if (help_panel(help, theme(state.theme), {window.x, window.y}))
      out.push_back(window_command::ToggleHelp{});
  }
  file_dialogue_over(state.files, theme(state.theme), {window.x, window.y}, out);
  return out;
}

}  // namespace ganscope
