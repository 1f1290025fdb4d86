#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "view/panels/common/file_dialogue_parts.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/imgui_keys_compat.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope::file_dialogue_parts {
namespace {

constexpr std::size_t kLongestPath = 4096;  ///< bytes with the zero behind it, as Linux counts

/// What the field is told and tells while it is edited.
struct FieldTalk {
  std::string text;         ///< to take over
  bool take = false;        ///< whether it should
  bool select_all = false;  ///< then; else the cursor is put at the end
  bool completes = false;   ///< Tab was pressed
};

int on_field(ImGuiInputTextCallbackData* data) {
  FieldTalk& talk = *static_cast<FieldTalk*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) talk.completes = true;
  if (!talk.take || data->EventFlag != ImGuiInputTextFlags_CallbackAlways) return 0;
  talk.take = false;
  if (talk.text != std::string_view(data->Buf, static_cast<std::size_t>(data->BufTextLen))) {
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, talk.text.c_str());
  }
  data->ClearSelection();
  data->CursorPos = data->BufTextLen;
  if (talk.select_all) data->SelectAll();
  return 0;
}

/// The characters typed for a field that gets the keys in a frame or two.
std::string early_characters() {
  std::string text;
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters)
    if (c >= 32 && c < 127) text += static_cast<char>(c);
  return text;
}

/// Asks ImGui to give the field the keys, which takes it up to two frames; it may not be asked again
/// meanwhile.
void ask_for_keys() {
  constexpr int kFrames = 3;
  int* asked = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("field asked"), -kFrames);
  if (ImGui::GetFrameCount() - *asked < kFrames) return;
  *asked = ImGui::GetFrameCount();
  give_keys_to_next_item();
}

void field(const FileDialogueState& state, float right, FileCommands& out) {
  char buffer[kLongestPath] = {};
  std::memcpy(buffer, state.text.data(), std::min(state.text.size(), kLongestPath - 1));
  const bool was_active = ImGui::GetActiveID() == ImGui::GetID("##path");
  int* seen = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("retyped"), state.retyped);
  FieldTalk talk{.text = state.text, .take = was_active && *seen != state.retyped};
  *seen = state.retyped;
  std::string early;
  if (state.focus == FileFocus::list && was_active) ImGui::ClearActiveID();
  if (state.focus != FileFocus::list && !was_active) {
    early = early_characters();
    ask_for_keys();
  }
  if (!was_active && !ImGui::IsMouseDown(0)) {
    talk.take = true;
    talk.text += early;
    talk.select_all = state.focus == FileFocus::whole_field && early.empty();
  }
  ImGui::SetNextItemWidth(right - ImGui::GetCursorScreenPos().x);
  const bool entered =
      ImGui::InputText("##path", buffer, sizeof buffer,
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackCompletion |
                           ImGuiInputTextFlags_CallbackAlways,
                       on_field, &talk);
  const bool active = ImGui::IsItemActive();
  mark_item("file path");
  const std::string text = active || was_active ? buffer : state.text + early;
  if (text != state.text) out.push_back(file_command::Edit{text});
  if (talk.completes) out.push_back(file_command::Complete{text});
  if (entered)
    out.push_back(file_command::Accept{text});
  else if (was_active && active && key_pressed(UiKey::down))
    out.push_back(file_command::Focus{FileFocus::list});
  else if (was_active && !active && state.focus != FileFocus::list)
    out.push_back(file_command::Focus{FileFocus::list});
  else if (!was_active && active && state.focus != FileFocus::field)
    out.push_back(file_command::Focus{FileFocus::field});
}

/// What went wrong, else the keys that help here.
void under_field(const FileDialogueState& state, const Theme& t, const Rect& place) {
  const char* hint = state.focus == FileFocus::list
                         ? "Enter opens, Backspace goes up, a letter jumps, / types a path"
                     : state.saving ? "Tab completes, Enter saves, Down goes to the list, ~/ is your home"
                                    : "Tab completes, Enter opens, Down goes to the list, ~/ is your home";
  const std::string whole = state.problem.empty() ? hint : printable(state.problem);
  ImGui::PushFont(font(TextStyle::small));
  const std::string shown = shorten_middle(whole, place.width());
  ImGui::SetCursorScreenPos(to_imgui(place.min));
  ImGui::TextColored(to_imgui(state.problem.empty() ? t.text_muted : t.error), "%s", shown.c_str());
  if (shown != whole) tip(whole);
  ImGui::PopFont();
}

}  // namespace

void path_field(const FileDialogueState& state, const Theme& theme, const Places& at, FileCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(at.field.min));
  if (ImGui::ArrowButton("##up", ImGuiDir_Up)) out.push_back(file_command::Up{});
  mark_item("file up");
  tip("the folder above (Backspace, Alt+Up)");
  ImGui::SameLine();
  const bool escaped = !out.empty() && std::holds_alternative<file_command::Cancel>(out.back());
  FileCommands said;
  field(state, at.field.max.x, said);
  // Escape gives the field's old text back, which nobody asked for.
  if (!escaped) out.insert(out.end(), said.begin(), said.end());
  under_field(state, theme, at.under);
}

}  // namespace ganscope::file_dialogue_parts
