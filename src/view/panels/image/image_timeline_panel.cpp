#include <imgui.h>

#include <cmath>

#include "view/panels/common/training_timeline.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/plots/path_map.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

void image_timeline_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                          ImageViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  const float s = ui_scale();
  timeline_ground(area, t);
  ImGui::SetCursorPosY(std::round(0.5f * (area.height() - ImGui::GetFrameHeight())));
  if (bar_button("Previous", "to the previous anchor (P)", 84 * s)) out.push_back(image_command::Snap{-1});
  if (bar_button("Next", "to the next anchor (N)", 62 * s)) out.push_back(image_command::Snap{1});
  const Rect place{{ImGui::GetCursorScreenPos().x, area.min.y + 6 * s}, area.max - glm::vec2(16, 6) * s};
  const PathMap map{input.positions, input.position, !input.exploring, !input.off_path, {}};
  if (place.width() > 60 * s)
    if (const auto position = path_timeline(map, place, t))
      out.push_back(image_command::SetPosition{*position});
  mark_item("timeline");
  end_panel();
}

}  // namespace ganscope
