#include "view/panels/common/training_timeline.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

PlotTime plot_time(const TimeState& time, std::int64_t latest) {
  PlotTime out;
  out.to = static_cast<float>(std::max<std::int64_t>(1, latest));
  if (time.span) {
    out.from = static_cast<float>(time.span->first);
    out.to = static_cast<float>(time.span->second);
  }
  if (time.look_back) out.cursor = static_cast<float>(*time.look_back);
  return out;
}

void timeline_ground(const Rect& area, const Theme& theme) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(to_imgui(area.min), to_imgui(area.max));
  draw->AddRectFilled(to_imgui(area.min), {area.max.x, area.min.y + 1}, to_u32(theme.hairline));
  draw->PopClipRect();
}

std::vector<TimeCommand> training_timeline(const TimeState& time, std::int64_t latest, const char* live_tip,
                                           TimelineOptions track, const Rect& area, const Theme& theme) {
  std::vector<TimeCommand> out;
  const float s = ui_scale();
  if (lit_button("Live", live_tip, !time.look_back, theme, 62 * s))
    out.emplace_back(time_command::FollowTraining{});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  track.area = {{at.x + 8 * s, at.y + 2 * s}, {area.max.x - 16 * s, area.max.y - 4 * s}};
  if (track.area.width() <= 60 * s) return out;
  track.latest = static_cast<float>(latest);
  track.shown = plot_time(time, latest);
  track.following = !time.look_back;
  const TimelineAnswer answer = timeline(track, theme);
  if (answer.look_at) out.push_back(time_command::LookAt{std::lround(*answer.look_at)});
  if (answer.selection)
    out.push_back(time_command::SelectSpan{std::lround(answer.selection->first),
                                           std::lround(answer.selection->second)});
  if (answer.clear_selection) out.push_back(time_command::ClearSpan{});
  return out;
}

}  // namespace ganscope
