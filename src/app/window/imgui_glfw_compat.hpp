#pragma once
#include <imgui.h>
#include <imgui_impl_glfw.h>

/// What ImGui's GLFW back end of 1.86 (Debian 12) and since 1.87 (Debian 13) wants differently.
namespace ganscope::imgui_glfw {

/// Frames until everything has settled after an event. Since 1.87 events that come together are handed out
/// one a frame: a press, its release and what they open are three more.
inline constexpr int kSettleFrames = IMGUI_VERSION_NUM >= 18700 ? 6 : 3;

/// Where the pointer went. 1.86 asks GLFW itself, once a frame.
inline void on_pointer([[maybe_unused]] GLFWwindow* window, [[maybe_unused]] double x,
                       [[maybe_unused]] double y) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui_ImplGlfw_CursorPosCallback(window, x, y);
#endif
}

/// What is held down when an interface goes behind another is let go of in the other: without this it would
/// come back with it held, and a held Escape ends every edit.
inline void let_go() {
  ImGui::GetIO().ClearInputKeys();
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().ClearEventsQueue();
#endif
}

}  // namespace ganscope::imgui_glfw
