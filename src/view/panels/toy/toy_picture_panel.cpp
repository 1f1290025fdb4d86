#include <imgui.h>

#include <cmath>
#include <vector>

#include "view/panels/toy/picture_overlay.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

constexpr float kStrip = 0.2f;  ///< share of the inset that a 1-D latent space needs

/// The corner, and the size, in which the inset covers least of the data while the right column is folded;
/// only its share `height` around the middle is shown. The upper left one is the caption's.
Rect inset_place(const ToyFrame* frame, const ToyViewState& state, const Rect& area, float height) {
  const float s = ui_scale();
  const float side = std::min(150 * s, 0.28f * std::min(area.width(), area.height()));
  const float gap = std::round(12 * s);
  const CornerMargins margins{
      .left = std::round(52 * s), .right = gap, .top = gap, .bottom = std::round(28 * s)};
  std::vector<glm::vec2> data;
  if (frame != nullptr)
    data = lasting_points(*frame, fitted_camera(*frame, area, state.picture_options()), area);
  Rect best;
  int least = 101;
  for (const float share : {1.f, 0.85f, 0.7f})
    for (const Corner corner : {Corner::upper_right, Corner::lower_right, Corner::lower_left}) {
      const float wide = std::round(share * side);
      const Rect place = in_corner(corner, area, {wide, std::round(height * wide)}, margins);
      const int hidden = percent_covered(place, data);
      if (hidden >= least) continue;
      least = hidden;
      best = place;
    }
  return best;
}

void corner_inset(const Rect& place, float height, const Theme& t, unsigned texture) {
  const float scale = ui_scale();
  const auto& [min, max] = place;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), to_imgui(min),
                        to_imgui(max), {0, 0.5f + 0.5f * height}, {1, 0.5f - 0.5f * height},
                        to_u32(rgb(0xffffff)), 6 * scale);
  draw->AddRect(to_imgui(min), to_imgui(max), to_u32(t.hairline), 6 * scale);
}

void navigate(const Rect& area, ToyViewCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(area.min));
  ImGui::InvisibleButton("navigate", to_imgui(area.size()));
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0))
    out.push_back(toy_command::Drag{to_glm(io.MouseDelta)});
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    out.push_back(toy_command::Zoom{to_glm(io.MousePos) - area.min, std::pow(1.2f, io.MouseWheel)});
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) out.push_back(toy_command::Fit{});
}

}  // namespace

void toy_picture_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                       unsigned inset_texture, ToyViewCommands& out) {
  if (!begin_view("picture", area)) return;
  // A 1-D latent space is a line in the middle: a strip of it leaves the picture free.
  const float height = input.frame != nullptr && input.frame->latent_dims == 1 ? kStrip : 1.f;
  const Rect inset = inset_texture != 0 ? inset_place(input.frame, state, area, height) : Rect{};
  if (inset_texture != 0) corner_inset(inset, height, theme(state.theme), inset_texture);
  if (inset_texture != 0 && input.frame != nullptr)
    phase_latents(*input.frame, theme(state.theme), inset, height);
  navigate(area, out);
  toy_picture_overlay(input, state, area, inset);
  end_panel();
}

}  // namespace ganscope
