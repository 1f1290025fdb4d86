#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "view/panels/common/file_dialogue_parts.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"
#include "view/ui/wrap_text.hpp"

namespace ganscope::file_dialogue_parts {
namespace {

/// Where a row's parts stand, in pixels from its left.
struct Columns {
  float icon = 0;  ///< side
  float name = 0;
  float name_end = 0;
  float size_end = 0;  ///< 0 where there is no room for sizes
  float date_end = 0;  ///< likewise
};

Columns columns_of(float width) {
  const float s = ui_scale();
  ImGui::PushFont(font(TextStyle::small));
  const float date = ImGui::CalcTextSize("2026-11-26 14:03").x;
  const float size = ImGui::CalcTextSize("broken link").x;
  ImGui::PopFont();
  Columns c;
  c.icon = std::round(13 * s);
  c.name = std::round(c.icon + 16 * s);
  c.name_end = width - 8 * s;
  if (width >= 360 * s) {
    c.date_end = c.name_end;
    c.name_end -= date + 16 * s;
  }
  if (width >= 240 * s) {
    c.size_end = c.name_end;
    c.name_end -= size + 16 * s;
  }
  return c;
}

/// A folder, or a sheet with a corner turned down.
void icon(ImDrawList& draw, ImVec2 at, float side, bool folder, const Theme& t) {
  const float s = ui_scale();
  if (folder) {
    const ImU32 colour = to_u32(t.text_muted);
    draw.AddRectFilled({at.x, at.y + 0.12f * side}, {at.x + 0.5f * side, at.y + 0.5f * side}, colour,
                       1.5f * s);
    draw.AddRectFilled({at.x, at.y + 0.26f * side}, {at.x + side, at.y + 0.92f * side}, colour, 1.5f * s);
    return;
  }
  const float left = at.x + 0.14f * side;
  const float right = at.x + 0.86f * side;
  const float fold = 0.3f * side;
  const ImVec2 sheet[] = {
      {left, at.y + side}, {left, at.y}, {right - fold, at.y}, {right, at.y + fold}, {right, at.y + side}};
  draw.AddPolyline(sheet, 5, to_u32(t.text_muted.with_alpha(0.7f)), ImDrawFlags_Closed, 1.2f * s);
}

void text_until(ImDrawList& draw, float end, float y, const std::string& text, Colour colour) {
  draw.AddText({std::round(end - ImGui::CalcTextSize(text.c_str()).x), y}, to_u32(colour), text.c_str());
}

/// Sizes and dates stand on the line of the names, whose letters are larger.
float small_text_y(float top, float height) {
  return std::round(top + 0.5f * (height - kSmallTextSize * ui_scale()));
}

void heading_line(const Theme& t, const Rect& place, const Columns& c) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImGui::PushFont(font(TextStyle::small));
  const float y = small_text_y(place.min.y, place.height());
  draw.AddText({place.min.x + c.name, y}, to_u32(t.text_muted), "Name");
  if (c.size_end > 0) text_until(draw, place.min.x + c.size_end, y, "Size", t.text_muted);
  if (c.date_end > 0) text_until(draw, place.min.x + c.date_end, y, "Changed", t.text_muted);
  ImGui::PopFont();
}

void entry_row(const FileDialogueState& state, int row, float height, const Columns& c, const Theme& t,
               FileCommands& out) {
  const FileEntry& entry = state.entries[static_cast<std::size_t>(row)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(row);
  if (ImGui::Selectable("##row", row == state.selected, ImGuiSelectableFlags_AllowDoubleClick, {0, height})) {
    if (ImGui::IsMouseDoubleClicked(0))
      out.push_back(file_command::Activate{row});
    else
      out.push_back(file_command::Select{row});
  }
  mark_item("file=" + entry.name);
  const std::string name = printable(entry.name);
  const std::string shown = shorten_middle(name, c.name_end - c.name);
  if (shown != name) tip(name);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  icon(draw, {at.x + 6 * ui_scale(), std::round(at.y + 0.5f * (height - c.icon))}, c.icon, entry.folder, t);
  const float y = std::round(at.y + 0.5f * (height - ImGui::GetFontSize()));
  draw.AddText({at.x + c.name, y}, to_u32(t.text), shown.c_str());
  ImGui::PushFont(font(TextStyle::small));
  // On the lit row muted text would be too faint.
  const Colour small = row == state.selected ? t.text : t.text_muted;
  const float small_y = small_text_y(at.y, height);
  if (c.size_end > 0) text_until(draw, at.x + c.size_end, small_y, entry.size, small);
  if (c.date_end > 0) text_until(draw, at.x + c.date_end, small_y, entry.changed, small);
  ImGui::PopFont();
  ImGui::PopID();
}

/// Scrolls, once, when the selected row should come into view; a new list stands around it.
void reveal_row(const FileDialogueState& state, float height) {
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  int* listing = storage.GetIntRef(ImGui::GetID("listing"), state.listing - 1);
  int* reveal = storage.GetIntRef(ImGui::GetID("reveal"), state.reveal - 1);
  const bool new_list = *listing != state.listing;
  if (!new_list && *reveal == state.reveal) return;
  *listing = state.listing;
  *reveal = state.reveal;
  const float room = ImGui::GetWindowHeight();
  const float top = static_cast<float>(std::max(0, state.selected)) * height;
  const float seen = ImGui::GetScrollY();
  if (new_list)
    ImGui::SetScrollY(top + height <= room ? 0 : std::round(top - 0.5f * room));
  else if (top < seen)
    ImGui::SetScrollY(top);
  else if (top + height > seen + room)
    ImGui::SetScrollY(top + height - room);
}

/// The note in the middle of a list without rows.
void empty_note(const FileDialogueState& state) {
  const float s = ui_scale();
  const float width = std::max(40 * s, ImGui::GetWindowWidth() - 32 * s);
  const std::string note = wrap_text(printable(state.note), width);
  const ImVec2 size = ImGui::CalcTextSize(note.c_str(), nullptr, false, width);
  ImGui::SetCursorPos({std::round(0.5f * (ImGui::GetWindowWidth() - size.x)),
                       std::round(std::max(8 * s, 0.4f * ImGui::GetWindowHeight() - size.y))});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  muted_text(note);
  ImGui::PopTextWrapPos();
}

void place_rows(const char* heading, const std::vector<FilePlace>& places, bool files, float height,
                const FileDialogueState& state, FileCommands& out) {
  const float s = ui_scale();
  if (places.empty()) return;
  ImGui::PushFont(font(TextStyle::small));
  ImGui::SetCursorPosX(6 * s);
  muted_text(heading);
  ImGui::PopFont();
  for (const FilePlace& place : places) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(&place);
    const bool here = !files && place.path == state.folder;
    if (ImGui::Selectable("##place", here, ImGuiSelectableFlags_AllowDoubleClick, {0, height})) {
      if (files && ImGui::IsMouseDoubleClicked(0))
        out.push_back(file_command::OpenFile{place.path});
      else
        out.push_back(file_command::Visit{place.path});
    }
    mark_item("place=" + place.name);
    tip(printable(place.path));
    const std::string shown = shorten_middle(printable(place.name), ImGui::GetWindowWidth() - 12 * s);
    ImGui::GetWindowDrawList()->AddText(
        {at.x + 6 * s, std::round(at.y + 0.5f * (height - ImGui::GetFontSize()))},
        ImGui::GetColorU32(ImGuiCol_Text), shown.c_str());
    ImGui::PopID();
  }
  ImGui::Dummy({0, 8 * s});
}

}  // namespace

void places_column(const FileDialogueState& state, const Theme&, const Places& at, FileCommands& out) {
  if (at.places.empty()) return;
  ImGui::SetCursorScreenPos(to_imgui(at.places.min));
  ImGui::BeginChild("places", to_imgui(at.places.size()));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {8 * ui_scale(), 0});
  place_rows("Places", state.places, false, at.row, state, out);
  place_rows("Recent", state.recent, true, at.row, state, out);
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void entries_list(const FileDialogueState& state, const Theme& t, const Places& at, FileCommands& out) {
  const float s = ui_scale();
  Rect rows = at.list;
  rows.min.y += std::round((kSmallTextSize + 6) * s);
  ImGui::GetWindowDrawList()->AddRectFilled(to_imgui(rows.min), to_imgui(rows.max), to_u32(t.picture), 5 * s);
  ImGui::SetCursorScreenPos(to_imgui(rows.min));
  // The selected row is lit while the list has the keys.
  const bool keys = state.focus == FileFocus::list;
  ImGui::PushStyleColor(ImGuiCol_Header, to_imgui(keys ? t.accent.with_alpha(0.35f) : t.hairline));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {8 * s, 0});
  ImGui::BeginChild("rows", to_imgui(rows.size()));
  const Columns columns = columns_of(ImGui::GetContentRegionAvail().x);
  reveal_row(state, at.row);
  if (state.entries.empty()) empty_note(state);
  ImGui::PushID(state.listing);  // a button that is let go over another list's row means nothing there
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(state.entries.size()), at.row);
  while (clipper.Step())
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
      entry_row(state, row, at.row, columns, t, out);
  ImGui::PopID();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  heading_line(t, {at.list.min, {at.list.max.x, rows.min.y}}, columns);
}

}  // namespace ganscope::file_dialogue_parts
