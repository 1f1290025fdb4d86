#pragma once
#include <imgui.h>

#include <string>

#include "view/ui/imgui_keys_compat.hpp"

/// A keyboard and a mouse for the current ImGui context, as its platform's back end would tell it of them.
namespace ganscope::test {

enum class Held { none, ctrl, alt };

#if IMGUI_VERSION_NUM >= 18700
inline void set_key(UiKey key, bool down) { ImGui::GetIO().AddKeyEvent(imgui_key(key), down); }
inline void set_tab(bool down) { ImGui::GetIO().AddKeyEvent(ImGuiKey_Tab, down); }
inline void set_held(Held held) {
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, held == Held::ctrl);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, held == Held::alt);
}
inline void set_pointer(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
inline void set_button(bool down) { ImGui::GetIO().AddMouseButtonEvent(0, down); }
/// Gives ImGui's keys numbers; without a platform's back end 1.86 knows none.
inline void plug_in_keyboard() {}
#else
inline void plug_in_keyboard() {
  ImGuiIO& io = ImGui::GetIO();
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = 256 + key;
}
inline void set_key(UiKey key, bool down) { ImGui::GetIO().KeysDown[imgui_key(key)] = down; }
inline void set_tab(bool down) { ImGui::GetIO().KeysDown[ImGui::GetKeyIndex(ImGuiKey_Tab)] = down; }
inline void set_held(Held held) {
  ImGui::GetIO().KeyCtrl = held == Held::ctrl;
  ImGui::GetIO().KeyAlt = held == Held::alt;
}
inline void set_pointer(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
inline void set_button(bool down) { ImGui::GetIO().MouseDown[0] = down; }
#endif

}  // namespace ganscope::test
