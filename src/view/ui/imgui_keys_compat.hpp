#pragma once
#include <imgui.h>
#include <imgui_internal.h>

namespace ganscope {

/// Keys that panels ask for themselves.
enum class UiKey { up, down, page_up, page_down, home, end, enter, keypad_enter, escape, backspace, l, f5 };

/// ImGui's number of a key. 1.86 (Debian 12) names only some keys and knows the others by the numbers of
/// GLFW, whose letters are their capitals; 1.87 and later (Debian 13) name all.
#if IMGUI_VERSION_NUM >= 18700
[[nodiscard]] inline ImGuiKey imgui_key(UiKey key) {
  switch (key) {
    case UiKey::up:
      return ImGuiKey_UpArrow;
    case UiKey::down:
      return ImGuiKey_DownArrow;
    case UiKey::page_up:
      return ImGuiKey_PageUp;
    case UiKey::page_down:
      return ImGuiKey_PageDown;
    case UiKey::home:
      return ImGuiKey_Home;
    case UiKey::end:
      return ImGuiKey_End;
    case UiKey::enter:
      return ImGuiKey_Enter;
    case UiKey::keypad_enter:
      return ImGuiKey_KeypadEnter;
    case UiKey::escape:
      return ImGuiKey_Escape;
    case UiKey::backspace:
      return ImGuiKey_Backspace;
    case UiKey::l:
      return ImGuiKey_L;
    case UiKey::f5:
      return ImGuiKey_F5;
  }
  return ImGuiKey_None;
}
#else
[[nodiscard]] inline int imgui_key(UiKey key) {
  constexpr int kGlfwF5 = 294;
  switch (key) {
    case UiKey::up:
      return ImGui::GetKeyIndex(ImGuiKey_UpArrow);
    case UiKey::down:
      return ImGui::GetKeyIndex(ImGuiKey_DownArrow);
    case UiKey::page_up:
      return ImGui::GetKeyIndex(ImGuiKey_PageUp);
    case UiKey::page_down:
      return ImGui::GetKeyIndex(ImGuiKey_PageDown);
    case UiKey::home:
      return ImGui::GetKeyIndex(ImGuiKey_Home);
    case UiKey::end:
      return ImGui::GetKeyIndex(ImGuiKey_End);
    case UiKey::enter:
      return ImGui::GetKeyIndex(ImGuiKey_Enter);
    case UiKey::keypad_enter:
      return ImGui::GetKeyIndex(ImGuiKey_KeyPadEnter);
    case UiKey::escape:
      return ImGui::GetKeyIndex(ImGuiKey_Escape);
    case UiKey::backspace:
      return ImGui::GetKeyIndex(ImGuiKey_Backspace);
    case UiKey::l:
      return 'L';
    case UiKey::f5:
      return kGlfwF5;
  }
  return -1;
}
#endif

/// Went down since the last frame, or is held and repeats where `repeats`.
[[nodiscard]] inline bool key_pressed(UiKey key, bool repeats = false) {
  return ImGui::IsKeyPressed(imgui_key(key), repeats);
}

/// As ImGui::SetKeyboardFocusHere(). 1.90 leaves the scope at the window that had the keys before, and then
/// gives them to nobody.
inline void give_keys_to_next_item() {
#if IMGUI_VERSION_NUM >= 18900
  ImGui::GetCurrentContext()->NavFocusScopeId = ImGui::GetCurrentFocusScope();
#endif
  ImGui::SetKeyboardFocusHere();
}

}  // namespace ganscope
