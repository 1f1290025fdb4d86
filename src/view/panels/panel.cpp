#include "view/panels/panel.hpp"

#include "view/panels/imgui_colour.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {

bool begin_panel(const char* id, const Rect& area, bool scrolls) {
  if (area.empty()) return false;
  ImGui::SetNextWindowPos(to_imgui(area.min));
  ImGui::SetNextWindowSize(to_imgui(area.size()));
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                           ImGuiWindowFlags_NoNavFocus;
  if (scrolls) flags &= ~ImGuiWindowFlags_NoScrollbar;
  ImGui::Begin(id, nullptr, flags);
  return true;
}

void end_panel() { ImGui::End(); }

void muted_text(const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyle().Colors[ImGuiCol_TextDisabled]);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

void labelled_value(const std::string& label, const std::string& value) {
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  muted_text(label);
  ImGui::SameLine();
  ImGui::SetCursorPosX(right - ImGui::CalcTextSize(value.c_str()).x);
  ImGui::TextUnformatted(value.c_str());
}

void tip_below(const std::string& text) {
  if (!ImGui::IsItemHovered()) return;
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  const bool right = max.x > 0.7f * ImGui::GetIO().DisplaySize.x;
  ImGui::SetNextWindowPos({right ? max.x : min.x, max.y + 8 * ui_scale()}, ImGuiCond_Always,
                          {right ? 1.f : 0.f, 0});
  ImGui::SetTooltip("%s", text.c_str());
}

void setting_label(const std::string& text, const std::string& help) {
  ImGui::AlignTextToFramePadding();
  muted_text(text);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", help.c_str());
  ImGui::SameLine(96 * ui_scale());
  ImGui::SetNextItemWidth(-1);
}

void section(const std::string& title) {
  ImGui::Dummy({0, 2 * ui_scale()});
  ImGui::TextUnformatted(title.c_str());
  ImGui::Separator();
}

}  // namespace ganscope
