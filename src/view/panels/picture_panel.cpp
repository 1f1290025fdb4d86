#include <imgui.h>

#include <cmath>

#include "view/panels/imgui_colour.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {
namespace {

void corner_inset(const Rect& area, const Theme& t, unsigned texture) {
  const float scale = ui_scale();
  const float side = std::min(150 * scale, 0.28f * std::min(area.width(), area.height()));
  const glm::vec2 max = glm::vec2(area.max.x, area.min.y + side) + glm::vec2(-12, 12) * scale;
  const glm::vec2 min = max - side;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), to_imgui(min),
                        to_imgui(max), {0, 1}, {1, 0}, to_u32(rgb(0xffffff)), 6 * scale);
  draw->AddRect(to_imgui(min), to_imgui(max), to_u32(t.hairline), 6 * scale);
}

void navigate(const Rect& area, ViewCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(area.min));
  ImGui::InvisibleButton("navigate", to_imgui(area.size()));
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0))
    out.push_back(view_command::Drag{to_glm(io.MouseDelta)});
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    out.push_back(view_command::Zoom{to_glm(io.MousePos) - area.min, std::pow(1.2f, io.MouseWheel)});
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) out.push_back(view_command::Fit{});
}

}  // namespace

void picture_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned texture,
                   unsigned inset_texture, ViewCommands& out) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  const bool room = begin_panel("picture", area, false);
  ImGui::PopStyleVar();
  if (!room) return;
  if (texture != 0)
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)),
                                         to_imgui(area.min), to_imgui(area.max), {0, 1}, {1, 0});
  if (inset_texture != 0) corner_inset(area, theme(state.picture.theme), inset_texture);
  navigate(area, out);
  picture_overlay(input, state, area);
  end_panel();
}

}  // namespace ganscope
