#include "view/panels/common/file_dialogue.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text.hpp"
#include "view/panels/common/file_dialogue_parts.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/imgui_keys_compat.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace file_dialogue_parts {

Places lay_out_dialogue(glm::vec2 window, bool with_places) {
  const float s = ui_scale();
  const bool tight = window.x < 640 * s || window.y < 460 * s;
  const float margin = (tight ? 6 : 24) * s;
  const float pad = (tight ? 10 : 20) * s;
  const float gap = (tight ? 4 : 8) * s;
  const glm::vec2 size{std::floor(std::min(window.x - 2 * margin, 880 * s)),
                       std::floor(std::min(window.y - 2 * margin, 640 * s))};
  Places at;
  at.body.min = {std::floor(0.5f * (window.x - size.x)), std::floor(0.5f * (window.y - size.y))};
  at.body.max = at.body.min + size;
  const glm::vec2 min = at.body.min + pad;
  const glm::vec2 max = at.body.max - pad;
  const float frame = ImGui::GetFrameHeight();
  float y = min.y;
  const auto take = [&](float height) {
    const Rect out{{min.x, std::round(y)}, {max.x, std::round(y + height)}};
    y += height;
    return out;
  };
  at.title = take((kTitleSize + 4) * s);
  y += gap;
  at.field = take(frame);
  y += 3 * s;
  at.under = take((kSmallTextSize + 4) * s);
  y += gap;
  at.footer = {{min.x, std::round(max.y - frame)}, max};
  const Rect middle{{min.x, std::round(y)}, {max.x, at.footer.min.y - std::round(1.5f * gap)}};
  at.list = middle;
  if (with_places && middle.width() >= 520 * s) {
    at.places = middle;
    at.places.max.x = middle.min.x + std::round(168 * s);
    at.list.min.x = at.places.max.x + std::round(14 * s);
  }
  at.row = std::round((kTextSize + 9) * s);
  return at;
}

int page_rows(const Places& at) {
  return std::max(1, static_cast<int>(at.list.height() / std::max(1.f, at.row)) - 2);
}

std::string printable(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 32 || c == 127) c = '?';
  return text;
}

namespace {

/// Keys that mean the same whatever has the focus; true when one of them did something.
bool common_keys(FileCommands& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (key_pressed(UiKey::escape))
    out.push_back(file_command::Cancel{});
  else if (io.KeyAlt && key_pressed(UiKey::up))
    out.push_back(file_command::Up{});
  else if (io.KeyCtrl && key_pressed(UiKey::l))
    out.push_back(file_command::Focus{FileFocus::whole_field});
  else if (key_pressed(UiKey::f5))
    out.push_back(file_command::Refresh{});
  else
    return false;
  return true;
}

/// The keys of the list.
void list_keys(const FileDialogueState& state, const Places& at, FileCommands& out) {
  constexpr int kEnd = std::numeric_limits<int>::max();
  const int page = page_rows(at);
  const auto move = [&out](UiKey key, int rows) {
    if (key_pressed(key, true)) out.push_back(file_command::Move{rows});
  };
  move(UiKey::up, -1);
  move(UiKey::down, 1);
  move(UiKey::page_up, -page);
  move(UiKey::page_down, page);
  move(UiKey::home, -kEnd);
  move(UiKey::end, kEnd);
  if (key_pressed(UiKey::backspace)) out.push_back(file_command::Up{});
  if (key_pressed(UiKey::enter) || key_pressed(UiKey::keypad_enter))
    out.push_back(file_command::Activate{state.selected});
}

std::string utf8(ImWchar character) {
  const auto c = static_cast<unsigned>(character);
  const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(0)};
  return {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
}

/// Characters for the list. They are kept from ImGui's queue: '/' gives the keys to the field, and the rest
/// of what was typed with it is the field's.
void list_characters(FileCommands& out) {
  ImVector<ImWchar>& queue = ImGui::GetIO().InputQueueCharacters;
  for (const ImWchar c : queue)
    if (c > 32 && c != 127) out.push_back(file_command::Type{utf8(c)});
  queue.resize(0);
}

bool footer_button(const std::string& label, float width, bool first, bool enabled, const Theme& t) {
  ImGui::BeginDisabled(!enabled);
  if (first) ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(t.accent.with_alpha(0.55f)));
  const bool pressed = ImGui::Button(label.c_str(), {width, 0});
  if (first) ImGui::PopStyleColor();
  ImGui::EndDisabled();
  mark_item("file " + label);
  return pressed;
}

/// Which files are listed, and the two ways out.
void footer(const FileDialogueState& state, const Theme& t, const Places& at, FileCommands& out) {
  const float s = ui_scale();
  const float gap = 8 * s;
  const float width = std::min(104 * s, 0.3f * at.footer.width());
  const float buttons = at.footer.max.x - 2 * width - gap;
  if (!state.extensions.empty()) {
    ImGui::SetCursorScreenPos(to_imgui(at.footer.min));
    bool all = state.all_files;
    if (ImGui::Checkbox("all files", &all)) out.push_back(file_command::ShowAll{all});
    mark_item("file all");
    const float from = ImGui::GetItemRectMax().x + 14 * s;
    const std::string kinds = shorten_middle(join(state.extensions, "  "), buttons - gap - from);
    if (!all && buttons - gap - from > 40 * s) {
      ImGui::SetCursorScreenPos({from, at.footer.min.y});
      ImGui::AlignTextToFramePadding();
      muted_text(kinds);
    }
  }
  ImGui::SetCursorScreenPos({buttons, at.footer.min.y});
  if (footer_button("Cancel", width, false, true, t)) out.push_back(file_command::Cancel{});
  ImGui::SetCursorScreenPos({buttons + width + gap, at.footer.min.y});
  const bool row = !state.typed && !state.saving && state.selected >= 0;
  if (footer_button(state.accept, width, true, row || state.typed || state.saving, t)) {
    if (row)
      out.push_back(file_command::Activate{state.selected});
    else
      out.push_back(file_command::Accept{state.text});
  }
}

void dialogue_body(const FileDialogueState& state, const Theme& t, const Places& at, FileCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(at.title.min));
  ImGui::PushFont(font(TextStyle::title));
  ImGui::TextUnformatted(state.title.c_str());
  ImGui::PopFont();
  // What a key asked for holds from the next frame on; the list's keys are those of the frame before.
  const bool list_has_keys = state.focus == FileFocus::list && !ImGui::GetIO().WantTextInput;
  const bool done = common_keys(out);
  if (!done && list_has_keys) {
    list_keys(state, at, out);
    list_characters(out);
  }
  path_field(state, t, at, out);
  places_column(state, t, at, out);
  entries_list(state, t, at, out);
  footer(state, t, at, out);
}

}  // namespace
}  // namespace file_dialogue_parts

FileCommands file_dialogue(const FileDialogueState& state, const Theme& t, glm::vec2 window) {
  FileCommands out;
  if (!state.open) return out;
  constexpr ImGuiWindowFlags kStill = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(to_imgui(window));
  // One window as large as all: it takes what the mouse does beside the dialogue.
  ImGui::PushStyleColor(ImGuiCol_WindowBg, to_imgui(t.window.with_alpha(0.6f)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("file dialogue", nullptr, kStill);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  const file_dialogue_parts::Places at =
      file_dialogue_parts::lay_out_dialogue(window, !state.places.empty() || !state.recent.empty());
  ImGui::SetCursorScreenPos(to_imgui(at.body.min));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, to_imgui(t.panel));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 10 * ui_scale());
  ImGui::BeginChild("body", to_imgui(at.body.size()), true,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  file_dialogue_parts::dialogue_body(state, t, at, out);
  ImGui::EndChild();
  ImGui::End();
  return out;
}

}  // namespace ganscope
