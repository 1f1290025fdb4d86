#include "view/ui/text_field.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "view/ui/imgui_colour.hpp"
#include "view/ui/imgui_keys_compat.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kLongestText = 4096;  ///< bytes with the zero behind it

/// Keys that come back find the end of the text, not all of it selected: it is mended, not typed anew.
int go_to_end(ImGuiInputTextCallbackData* data) {
  bool& wants = *static_cast<bool*>(data->UserData);
  if (!std::exchange(wants, false)) return 0;
  data->ClearSelection();
  data->CursorPos = data->BufTextLen;
  return 0;
}

/// What was handed out in an earlier frame has been taken or refused by now.
void hear_answer(TypedText& typed, const std::string& in_force) {
  if (typed.handed_out >= 0 && ImGui::GetFrameCount() > typed.handed_out) {
    typed.handed_out = -1;
    typed.refused = refusals_heeded() != typed.refusals;
    if (!typed.refused) {
      typed.text.clear();
      typed.taken = ImGui::GetFrameCount();
    }
    typed.wants_keys = typed.refused && typed.by_enter;
    if (typed.wants_keys) give_keys_to_next_item();
  } else if (typed.refused && !typed.active && typed.in_force != in_force) {
    typed = {};
  }
}

bool entered() { return key_pressed(UiKey::enter, true) || key_pressed(UiKey::keypad_enter, true); }

/// The field has lost the keys: what becomes of its text.
std::optional<std::string> end_of_editing(TypedText& typed, const TextField& field,
                                          const std::string& in_force) {
  const bool edited = typed.text != typed.began || ImGui::IsItemDeactivatedAfterEdit();
  const bool by_enter = entered();
  typed.active = false;
  if (key_pressed(UiKey::escape)) {
    typed = {};
    return std::nullopt;
  }
  const bool again = by_enter && (typed.refused || field.enter_only);
  if (field.enter_only ? !by_enter : !edited && !again) return std::nullopt;
  typed.in_force = in_force;
  typed.handed_out = ImGui::GetFrameCount();
  typed.refusals = refusals_heeded();
  typed.by_enter = by_enter;
  return typed.text;
}

}  // namespace

std::optional<std::string> text_field(const TextField& field, const std::string& in_force) {
  const std::string id = "##" + field.name;
  TypedText& typed = typed_text(ImGui::GetID(id.c_str()));
  hear_answer(typed, in_force);
  // While it is edited the text is the field's own, and so it is where it was refused or waits for Enter.
  const bool own =
      typed.active || typed.refused || typed.handed_out >= 0 || (field.enter_only && !typed.text.empty());
  const std::string& shown = own ? typed.text : in_force;
  std::array<char, kLongestText> buffer{};
  std::memcpy(buffer.data(), shown.data(), std::min(shown.size(), buffer.size() - 1));
  const std::string before = buffer.data();
  const bool marked = typed.refused;
  ImGui::InputTextWithHint(
      id.c_str(), field.hint.c_str(), buffer.data(), buffer.size(),
      ImGuiInputTextFlags_CallbackAlways | (field.numbers ? ImGuiInputTextFlags_CharsDecimal : 0), go_to_end,
      &typed.wants_keys);
  mark_item(field.name);
  if (marked)
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        to_u32(ui_theme().error), ImGui::GetStyle().FrameRounding, 0,
                                        std::max(1.f, 1.5f * ui_scale()));
  const bool active = ImGui::IsItemActive();
  if (!active && !typed.active) return std::nullopt;
  if (active && !typed.active) typed.began = before;
  typed.text = buffer.data();
  if (!active) return end_of_editing(typed, field, in_force);
  typed.active = true;
  return std::nullopt;
}

bool text_field_taken(const TextField& field) {
  return typed_text(ImGui::GetID(("##" + field.name).c_str())).taken == ImGui::GetFrameCount();
}

}  // namespace ganscope
