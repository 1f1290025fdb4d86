#include <imgui.h>

#include "view/panels/imgui_colour.hpp"
#include "view/panels/keys.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {

void help_panel(const ViewState& state, glm::vec2 window, ViewCommands& out) {
  const float scale = ui_scale();
  const Theme& t = theme(state.picture.theme);
  ImGui::GetForegroundDrawList();  // keeps the order: veil below, panel above
  ImGui::SetNextWindowPos({0.5f * window.x, 0.5f * window.y}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(window.x - 20, 660 * scale), std::min(window.y - 20, 520 * scale)});
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, to_imgui(t.panel_raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 10 * scale);
  ImGui::Begin("help", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings);
  ImGui::PushFont(font(TextStyle::title));
  ImGui::TextUnformatted("Keys");
  ImGui::PopFont();
  muted_text("Drag the picture to move it, scroll to zoom, double-click to fit.");
  ImGui::Columns(2, "keys", false);
  std::string heading;
  for (const KeyBinding& binding : key_bindings()) {
    if (binding.section != heading) {
      if (binding.section == "Window") ImGui::NextColumn();
      heading = binding.section;
      section(heading);
    }
    ImGui::TextColored(to_imgui(t.accent), "%s", binding.key.c_str());
    ImGui::SameLine(ImGui::GetColumnOffset() + 90 * scale);
    ImGui::TextUnformatted(binding.what.c_str());
  }
  ImGui::Columns(1);
  if (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered()) out.push_back(view_command::ToggleHelp{});
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

}  // namespace ganscope
