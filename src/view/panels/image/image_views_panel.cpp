#include <imgui.h>

#include <cmath>

#include "view/panels/image/image_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

std::string path_caption(const ImagePanelInput& input) {
  if (input.exploring) return "Path: endless walk";
  return "Path: " + name_of(input.path);
}

std::string path_tip(const ImagePanelInput& input) {
  if (input.exploring) return "through latents drawn from the prior, one after the other";
  const bool box = input.frame != nullptr && input.frame->model && input.frame->model->space.is_box();
  switch (input.path) {
    case PathKind::circle:
      return box ? "straight through the anchors, and reflected at the prior's bounds"
                 : "the great circle through the anchors";
    case PathKind::arcs:
      return box ? "straight from anchor to anchor, as within bounds there are no great circles"
                 : "along great circles from anchor to anchor";
    case PathKind::smooth:
      return "from anchor to anchor without corners";
    case PathKind::straight:
      break;
  }
  return "straight from anchor to anchor";
}

std::string grid_caption(const ImagePanelInput& input) {
  const PictureGrid& grid = input.frame->grid;
  return "Grid: " + name_of(input.grid) + ", " + std::to_string(grid.rows) + " x " +
         std::to_string(grid.columns);
}

void image_views_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                       ImageViewCommands& out) {
  if (!begin_panel("views", area, false)) return;
  const Theme& t = theme(state.theme);
  const float s = ui_scale();
  bar_ground(area, t);
  const auto choose = [&](const char* name, const char* tip, bool grid) {
    if (lit_button(name, tip, state.grid_large == grid, t, 62 * s) && state.grid_large != grid)
      out.push_back(image_command::SwapViews{});
  };
  choose("Tour", "the current image and its neighbours on the path (X)", false);
  choose("Grid", "the grid of latents (X)", true);
  if (input.frame != nullptr && input.frame->model) {
    if (state.grid_large &&
        lit_button("Move", "along a circle orthogonal to the grid (B)", input.grid_moving, t))
      out.push_back(image_command::ToggleGridMotion{});
    const std::string text = state.grid_large ? grid_caption(input) : path_caption(input);
    const float end = area.width() - ImGui::GetStyle().WindowPadding.x;
    const float from = end - ImGui::CalcTextSize(text.c_str()).x;
    if (from > ImGui::GetCursorPosX()) {
      ImGui::SetCursorPosX(from);
      ImGui::AlignTextToFramePadding();
      muted_text(text);
    }
  }
  end_panel();
}

}  // namespace ganscope
