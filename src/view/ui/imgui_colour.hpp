#pragma once
#include <imgui.h>

#include <glm/vec2.hpp>

#include "view/scene/theme.hpp"

namespace ganscope {

[[nodiscard]] inline ImVec4 to_imgui(Colour c) { return {c.r, c.g, c.b, c.a}; }
[[nodiscard]] inline ImU32 to_u32(Colour c) { return ImGui::ColorConvertFloat4ToU32(to_imgui(c)); }
[[nodiscard]] inline ImVec2 to_imgui(glm::vec2 v) { return {v.x, v.y}; }
[[nodiscard]] inline glm::vec2 to_glm(ImVec2 v) { return {v.x, v.y}; }

}  // namespace ganscope
