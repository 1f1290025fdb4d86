#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "view/panels/train/train_panel.hpp"
#include "view/plots/timeline.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

PlotTime plot_time(const TrainPanelInput& input, const TrainViewState& state) {
  PlotTime time;
  time.to = static_cast<float>(std::max<std::int64_t>(1, input.status.iteration));
  if (state.span) {
    time.from = static_cast<float>(state.span->first);
    time.to = static_cast<float>(state.span->second);
  }
  if (state.look_back) time.cursor = static_cast<float>(*state.look_back);
  return time;
}

void train_timeline_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                          TrainViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  const float s = ui_scale();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(to_imgui(area.min), to_imgui(area.max));
  draw->AddRectFilled(to_imgui(area.min), {area.max.x, area.min.y + 1}, to_u32(t.hairline));
  draw->PopClipRect();
  if (lit_button("Live", "follow the training again (End); arrow keys go from sheet to sheet",
                 !state.look_back, t, 62 * s))
    out.push_back(train_command::FollowTraining{});

  TimelineOptions o;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  o.area = {{at.x + 8 * s, at.y + 2 * s}, {area.max.x - 16 * s, area.max.y - 4 * s}};
  o.latest = static_cast<float>(input.status.iteration);
  o.shown = plot_time(input, state);
  o.following = !state.look_back;
  const std::vector<float> stops(input.sheets.begin(), input.sheets.end());
  o.stops = stops;
  std::vector<TimelineMark> marks;
  if (input.curves != nullptr)
    for (const HealthWarning& warning : input.curves->warnings)
      marks.push_back({static_cast<float>(warning.since), health_title(warning), t.warning});
  o.marks = marks;
  if (o.area.width() > 60 * s) {
    const TimelineAnswer answer = timeline(o, t);
    if (answer.look_at) out.push_back(train_command::LookAt{std::lround(*answer.look_at)});
    if (answer.selection)
      out.push_back(train_command::SelectSpan{std::lround(answer.selection->first),
                                              std::lround(answer.selection->second)});
    if (answer.clear_selection) out.push_back(train_command::ClearSpan{});
  }
  end_panel();
}

}  // namespace ganscope
