#include <imgui.h>

#include <algorithm>

#include "view/panels/common/help_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

constexpr float kKeyWidth = 64;      ///< pixels at scale 1, room for "Ctrl+Q"
constexpr float kColumnWidth = 240;  ///< pixels at scale 1
constexpr float kColumnGap = 24;
constexpr float kMargin = 24;  ///< between the panel's edge and its text

/// The sections of each column; two columns where three have no room.
const HelpColumns& columns_for(const HelpText& help, float width) {
  return width >= 3 * kColumnWidth + 2 * kColumnGap + 2 * kMargin + 20 ? help.three : help.two;
}
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

void key_line(const KeyText& binding, const Theme& t) {
  ImGui::TextColored(to_imgui(t.accent), "%s", binding.key.c_str());
  ImGui::SameLine(kKeyWidth * ui_scale());
  ImGui::TextUnformatted(binding.what.c_str());
}

void key_columns(const HelpText& help, const HelpColumns& columns, const Theme& t) {
  float left = ImGui::GetCursorPosX();
  for (const std::vector<std::string>& sections : columns) {
    if (&sections != &columns.front()) ImGui::SameLine(left);
    ImGui::BeginGroup();
    for (const std::string& section : sections) {
      heading(section, t);
      for (const KeyText& binding : help.keys)
        if (binding.section == section) key_line(binding, t);
    }
    ImGui::EndGroup();
    left += (kColumnWidth + kColumnGap) * ui_scale();
  }
}

}  // namespace

bool help_panel(const HelpText& help, const Theme& t, glm::vec2 window) {
  const float scale = ui_scale();
  veil(window, t);
  ImGui::SetNextWindowPos({0.5f * window.x, 0.5f * window.y}, ImGuiCond_Always, {0.5f, 0.5f});
  const HelpColumns& columns = columns_for(help, window.x / scale);
  const auto count = static_cast<float>(columns.size());
  const float width = (count * (kColumnWidth + kColumnGap) - kColumnGap + 2 * kMargin) * scale;
  const float height = (columns.size() == 3 ? help.three_height : help.two_height) * scale;
  ImGui::SetNextWindowSize({std::min(window.x - 20, width), std::min(window.y - 20, height)});
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, to_imgui(t.panel_raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 10 * scale);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kMargin * scale, 18 * scale});
  ImGui::Begin("help", nullptr, kStill);
  ImGui::PushFont(font(TextStyle::title));
  ImGui::TextUnformatted("Keys");
  ImGui::PopFont();
  muted_text(help.hint);
  key_columns(help, columns, t);
  const bool close = ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered();
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return close;
}

}  // namespace ganscope
