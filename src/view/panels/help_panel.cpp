#include <imgui.h>

#include <algorithm>

#include "view/panels/imgui_colour.hpp"
#include "view/panels/keys.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kKeyWidth = 72;      ///< pixels at scale 1, room for "Ctrl+Q"
constexpr float kColumnWidth = 290;  ///< pixels at scale 1
constexpr ImGuiWindowFlags kStill = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

/// Sets what lies behind the help back, so that the eye stays on the keys.
void veil(glm::vec2 window, const Theme& t) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(to_imgui(window));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, to_imgui(t.window.with_alpha(0.6f)));
  ImGui::Begin("veil", nullptr, kStill | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::End();
  ImGui::PopStyleColor();
}

/// A section's name over a hairline as wide as its column.
void heading(const std::string& title, const Theme& t) {
  const float scale = ui_scale();
  ImGui::Dummy({0, 4 * scale});
  ImGui::TextUnformatted(title.c_str());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine(at, {at.x + kColumnWidth * scale, at.y}, to_u32(t.hairline));
  ImGui::Dummy({kColumnWidth * scale, 2 * scale});
}

void key_line(const KeyBinding& binding, const Theme& t) {
  ImGui::TextColored(to_imgui(t.accent), "%s", binding.key.c_str());
  ImGui::SameLine(kKeyWidth * ui_scale());
  ImGui::TextUnformatted(binding.what.c_str());
}

/// Two columns of sections; the second begins with the section "Window".
void key_columns(const Theme& t) {
  std::string current;
  float left = ImGui::GetCursorPosX();
  ImGui::BeginGroup();
  for (const KeyBinding& binding : key_bindings()) {
    if (binding.section != current) {
      if (binding.section == "Window") {
        ImGui::EndGroup();
        left += (kColumnWidth + 28) * ui_scale();
        ImGui::SameLine(left);
        ImGui::BeginGroup();
      }
      current = binding.section;
      heading(current, t);
    }
    key_line(binding, t);
  }
  ImGui::EndGroup();
}

}  // namespace

void help_panel(const ViewState& state, glm::vec2 window, ViewCommands& out) {
  const float scale = ui_scale();
  const Theme& t = theme(state.picture.theme);
  veil(window, t);
  ImGui::SetNextWindowPos({0.5f * window.x, 0.5f * window.y}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(window.x - 20, 660 * scale), std::min(window.y - 20, 525 * scale)});
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, to_imgui(t.panel_raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 10 * scale);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {24 * scale, 18 * scale});
  ImGui::Begin("help", nullptr, kStill);
  ImGui::PushFont(font(TextStyle::title));
  ImGui::TextUnformatted("Keys");
  ImGui::PopFont();
  muted_text("Drag the picture to move it, scroll to zoom, double-click to fit.");
  key_columns(t);
  if (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered()) out.push_back(view_command::ToggleHelp{});
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
}

}  // namespace ganscope
