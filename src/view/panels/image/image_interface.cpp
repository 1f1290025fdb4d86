#include <imgui.h>

#include "view/panels/common/file_dialogue.hpp"
#include "view/panels/common/help_panel.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/ui/text_field.hpp"

namespace ganscope {

ImageViewCommands build_image_interface(const ImagePanelInput& input, const ImageViewState& state,
                                        const ImageLayout& layout, const ImageTextures& textures) {
  ImageViewCommands out;
  heed_refusals(state.refusals);
  image_view_panel(input, state, layout.places.picture, out);
  image_top_bar(input, state, layout.places.top, out);
  image_settings_panel(input, state, textures, layout.places.left, out);
  image_column_panel(input, state, textures, layout, out);
  image_views_panel(input, state, layout.views, out);
  image_timeline_panel(input, state, layout.places.timeline, out);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  if (state.help) {
    static const HelpText help{
        "Drag the image to move its latent; click a cell of the grid to make it an anchor.",
        image_commands().key_texts(),
        {{"Path"}, {"Latents", "Picture"}, {"Window"}},
        {{"Path", "Latents"}, {"Picture", "Window"}},
        370,
        520};
    if (help_panel(help, theme(state.theme), {window.x, window.y}))
      out.push_back(window_command::ToggleHelp{});
  }
  file_dialogue_over(state.files, theme(state.theme), {window.x, window.y}, out);
  return out;
}

}  // namespace ganscope
