#include "view/ui/widgets.hpp"

#include <cmath>

#include "view/ui/drop_list.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/wrap_text.hpp"

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

bool begin_view(const char* id, const Rect& area) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::SetNextWindowBgAlpha(0);
  const bool room = begin_panel(id, area, false);
  ImGui::PopStyleVar();
  return room;
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
  const float width = ImGui::CalcTextSize(value.c_str()).x;
  if (right - width >= ImGui::GetCursorPosX()) {
    ImGui::SetCursorPosX(right - width);
    ImGui::TextUnformatted(value.c_str());
  } else {  // too long for the line's rest: a column of its own
    ImGui::PushTextWrapPos(right);
    ImGui::TextUnformatted(wrap_text(value, right - ImGui::GetCursorPosX()).c_str());
    ImGui::PopTextWrapPos();
  }
}

void setting_label(const std::string& text, const std::string& help) {
  ImGui::AlignTextToFramePadding();
  muted_text(text);
  tip(help);
  ImGui::SameLine(96 * ui_scale());
  ImGui::SetNextItemWidth(-1);
}

void bar_ground(const Rect& area, const Theme& theme) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(to_imgui(area.min), to_imgui(area.max));
  draw->AddRectFilled({area.min.x, area.max.y - 1}, to_imgui(area.max), to_u32(theme.hairline));
  draw->PopClipRect();
  ImGui::SetCursorPosY(std::round(0.5f * (area.height() - ImGui::GetFrameHeight())));
  ImGui::AlignTextToFramePadding();
}

bool bar_button(const char* label, const char* help, float width) {
  const bool pressed = ImGui::Button(label, {width, 0});
  mark_item(label);
  tip(help);
  ImGui::SameLine();
  return pressed;
}

namespace {

constexpr float kBehindWidth = 22;  ///< pixels at scale 1

/// Something goes on in a mode that isn't seen.
void behind_dot(const BarEnd& end) {
  const float s = ui_scale();
  ImGui::SetCursorPosX(end.menu - kBehindWidth * s);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({14 * s, ImGui::GetFrameHeight()});
  mark_item("behind");
  tip(end.behind);
  ImGui::GetWindowDrawList()->AddCircleFilled({at.x + 7 * s, at.y + 0.5f * ImGui::GetFrameHeight()}, 5 * s,
                                              to_u32(end.dot));
  ImGui::SameLine();
}

}  // namespace

BarEnd bar_end(const Rect& area, const Theme& theme, const std::string& behind) {
  const float help = 36 * ui_scale();
  const float menu = area.width() - ImGui::GetStyle().WindowPadding.x - help - 62 * ui_scale() -
                     ImGui::GetStyle().ItemSpacing.x;
  const float dot = behind.empty() ? 0 : kBehindWidth * ui_scale();
  return {menu - dot - 14 * ui_scale(), menu, help, behind, theme.recording};
}

void bar_counters(const std::string& first, const std::string& second, const char* widest, float right) {
  const float gap = 16 * ui_scale();
  const float column = std::max(ImGui::CalcTextSize(widest).x, ImGui::CalcTextSize(second.c_str()).x) + gap;
  const float from = ImGui::GetCursorPosX();
  float end = right;
  if (right - column - ImGui::CalcTextSize(first.c_str()).x > from) {
    ImGui::SetCursorPosX(right - ImGui::CalcTextSize(second.c_str()).x);
    muted_text(second);
    mark_item("second counter");
    ImGui::SameLine();
    end -= column;
  }
  const float text = ImGui::CalcTextSize(first.c_str()).x;
  if (end - text <= from) return;
  ImGui::SetCursorPosX(end - text);
  ImGui::TextUnformatted(first.c_str());
  mark_item("counter");
}

BarEnd::Chosen menu_and_help(const BarEnd& end, const std::vector<KeyText>& keys) {
  BarEnd::Chosen chosen;
  if (end.menu <= ImGui::GetCursorPosX()) return chosen;
  ImGui::SameLine();
  if (!end.behind.empty()) behind_dot(end);
  ImGui::SetCursorPosX(end.menu);
  if (bar_button("Menu", "everything there is, with its key", 62 * ui_scale())) ImGui::OpenPopup("menu");
  // Below its button, which a popup at the window's edge would cover.
  ImGui::SetNextWindowPos({ImGui::GetItemRectMax().x, ImGui::GetItemRectMax().y + 4 * ui_scale()},
                          ImGuiCond_Always, {1, 0});
  if (ImGui::BeginPopup("menu")) {
    for (std::size_t i = 0; i < keys.size();) {
      const std::string& section = keys[i].section;
      const bool open = ImGui::BeginMenu(section.c_str());
      mark_item("Menu=" + section);
      for (; i < keys.size() && keys[i].section == section; ++i) {
        // Two keys may do one thing; the first one stands here.
        if (!open || (i > 0 && keys[i].what == keys[i - 1].what)) continue;
        if (ImGui::MenuItem(keys[i].what.c_str(), keys[i].key.c_str())) chosen.key = static_cast<int>(i);
        mark_item(section + "=" + keys[i].what);
      }
      if (open) ImGui::EndMenu();
    }
    ImGui::EndPopup();
  }
  chosen.help = bar_button("?", "keys and help (F1)", end.help_width);
  return chosen;
}

bool lit_button(const char* label, const char* help, bool lit, const Theme& theme, float width) {
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(lit ? theme.accent.with_alpha(0.55f) : theme.panel_raised));
  const bool pressed = bar_button(label, help, width);
  ImGui::PopStyleColor();
  return pressed;
}

bool dot_button(const std::string& label, const char* help, bool on, float width, const Theme& theme) {
  const float s = ui_scale();
  ImGui::PushStyleColor(ImGuiCol_Button,
                        to_imgui(on ? theme.recording.with_alpha(0.45f) : theme.panel_raised));
  const bool pressed = ImGui::Button("##record", {width, 0});
  mark_item("Record");
  ImGui::PopStyleColor();
  tip(help);
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = 0.5f * (min.y + max.y);
  draw->AddCircleFilled({min.x + 15 * s, middle}, 5 * s, to_u32(theme.recording));
  draw->AddText({min.x + 27 * s, middle - 0.5f * ImGui::GetTextLineHeight()}, to_u32(theme.text),
                label.c_str());
  ImGui::SameLine();
  return pressed;
}

bool folding_section(const char* title, bool open_at_first) {
  const bool open = ImGui::CollapsingHeader(title, open_at_first ? ImGuiTreeNodeFlags_DefaultOpen : 0);
  mark_item(std::string("section ") + title);
  return open;
}

std::optional<std::size_t> pick(const std::string& name, const std::string& label, const std::string& help,
                                const std::vector<std::string>& texts, std::size_t current) {
  std::optional<std::size_t> chosen;
  setting_label(label, help);
  ImGui::PushID(name.c_str());
  const bool open = begin_drop_list("##value", texts.at(current), ImGuiComboFlags_HeightLarge);
  if (!open) mark_item(name);
  if (open) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (drop_list_entry(texts[i], i == current)) chosen = i;
      mark_item(name + "=" + texts[i]);
    }
    end_drop_list();
  }
  ImGui::PopID();
  return chosen;
}

void section(const std::string& title) {
  ImGui::Dummy({0, 2 * ui_scale()});
  ImGui::TextUnformatted(title.c_str());
  ImGui::Separator();
}

}  // namespace ganscope
