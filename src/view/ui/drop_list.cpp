#include "view/ui/drop_list.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <utility>

#include "view/ui/imgui_keys_compat.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr int kPage = 8;  ///< entries that Page Up and Down go by

ListMove pressed_move() {
  constexpr std::array<std::pair<UiKey, ListMove>, 6> moves{{{UiKey::up, ListMove::up},
                                                             {UiKey::down, ListMove::down},
                                                             {UiKey::page_up, ListMove::page_up},
                                                             {UiKey::page_down, ListMove::page_down},
                                                             {UiKey::home, ListMove::home},
                                                             {UiKey::end, ListMove::end}}};
  for (const auto& [key, move] : moves)
    if (key_pressed(key, true)) return move;
  return ListMove::none;
}

unsigned typed_character() {
  const ImVector<ImWchar>& typed = ImGui::GetIO().InputQueueCharacters;
  return typed.empty() ? 0 : typed.front();
}

/// Of the texts of the frame before, which the list has as long as it is open.
void take_keys(OpenList& list) {
  if (ImGui::GetActiveID() != 0) return;  // a field in the list has them, or the mouse is down
  const unsigned typed = typed_character();
  const int before = list.cursor;
  list.cursor = moved_cursor(list.texts, list.cursor, pressed_move(), typed);
  list.reveal = list.cursor != before;
  list.enter = key_pressed(UiKey::enter) || key_pressed(UiKey::keypad_enter) || typed == ' ';
}

ImVec4 faded(ImGuiCol colour, float alpha) {
  ImVec4 out = ImGui::GetStyle().Colors[colour];
  out.w *= alpha;
  return out;
}

/// One entry is lit, where keys or mouse were last; the one in force has the accent and a bar at its left.
void push_colours(bool current, bool lit) {
  const ImVec4 accent = faded(ImGuiCol_CheckMark, lit ? 0.5f : 0.3f);
  const ImVec4 ground = current ? accent : faded(ImGuiCol_HeaderHovered, lit ? 1.f : 0.f);
  ImGui::PushStyleColor(ImGuiCol_Header, ground);
  ImGui::PushStyleColor(ImGuiCol_HeaderHovered, ground);
}

}  // namespace

int moved_cursor(const std::vector<std::string>& texts, int cursor, ListMove move, unsigned typed) {
  const int count = static_cast<int>(texts.size());
  if (count == 0) return -1;
  const auto within = [&](int row) { return std::clamp(row, 0, count - 1); };
  switch (move) {
    case ListMove::up:
      return within(cursor - 1);
    case ListMove::down:
      return within(cursor + 1);
    case ListMove::page_up:
      return within(cursor - kPage);
    case ListMove::page_down:
      return within(cursor + kPage);
    case ListMove::home:
      return 0;
    case ListMove::end:
      return count - 1;
    case ListMove::none:
      break;
  }
  const auto small = [](unsigned c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
  if (typed <= ' ' || typed > 126) return cursor;
  for (int i = 1; i <= count; ++i) {
    const int row = (std::max(cursor, -1) + i) % count;
    const std::string& text = texts[static_cast<std::size_t>(row)];
    if (!text.empty() && small(static_cast<unsigned char>(text[0])) == small(typed)) return row;
  }
  return cursor;
}

bool begin_drop_list(const char* id, const std::string& preview, int flags) {
  if (!ImGui::BeginCombo(id, preview.c_str(), flags)) return false;
  OpenList& list = open_list();
  const bool opens = ImGui::IsWindowAppearing() || list.frame < ImGui::GetFrameCount() - 1;
  if (opens)
    list = {};
  else
    take_keys(list);
  list.opens = opens;
  list.frame = ImGui::GetFrameCount();
  list.texts.clear();
  return true;
}

bool drop_list_entry(const std::string& text, bool current, const std::string& id) {
  OpenList& list = open_list();
  const int row = static_cast<int>(list.texts.size());
  list.texts.push_back(text);
  if (current && list.cursor < 0 && list.opens) {
    list.cursor = row;
    list.reveal = true;
  }
  const bool lit = row == list.cursor;
  push_colours(current, lit);
  ImGui::PushID(id.empty() ? text.c_str() : id.c_str());
  bool chosen = ImGui::Selectable(text.c_str(), current || lit);
  ImGui::PopID();
  ImGui::PopStyleColor(2);
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (ImGui::IsItemHovered() && (moved.x != 0 || moved.y != 0)) list.cursor = row;
  if (current) {
    const ImVec2 min = ImGui::GetItemRectMin();
    ImGui::GetWindowDrawList()->AddRectFilled(min, {min.x + 3 * ui_scale(), ImGui::GetItemRectMax().y},
                                              ImGui::GetColorU32(ImGuiCol_CheckMark));
  }
  if (lit && list.reveal) ImGui::SetScrollHereY(0.5f);
  if (lit && list.enter) {
    chosen = true;
    ImGui::CloseCurrentPopup();
  }
  return chosen;
}

void end_drop_list() {
  OpenList& list = open_list();
  list.reveal = list.enter = false;
  ImGui::EndCombo();
}

}  // namespace ganscope
