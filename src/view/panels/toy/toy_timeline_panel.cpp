#include <imgui.h>

#include <cmath>

#include "core/text.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/plots/timeline.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

PlotTime plot_time(const ToyPanelInput& input, const ToyViewState& state) {
  PlotTime time;
  time.to = static_cast<float>(std::max<std::int64_t>(1, input.iteration));
  if (state.time.span) {
    time.from = static_cast<float>(state.time.span->first);
    time.to = static_cast<float>(state.time.span->second);
  }
  if (state.time.pin)
    time.cursor = static_cast<float>(*state.time.pin);
  else if (state.time.look_back)
    time.cursor = static_cast<float>(*state.time.look_back);
  return time;
}

void toy_timeline_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  const float s = ui_scale();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(to_imgui(area.min), to_imgui(area.max));
  draw->AddRectFilled(to_imgui(area.min), {area.max.x, area.min.y + 1}, to_u32(t.hairline));
  draw->PopClipRect();
  const float width = 84 * s;
  if (lit_button(state.time.replaying ? "Stop" : "Replay", "let the past go by again (L); arrow keys step",
                 state.time.replaying, t, width))
    out.push_back(toy_command::ToggleReplay{});
  if (lit_button("Live", "follow the training again (End)", !state.time.look_back, t, 62 * s))
    out.push_back(toy_command::FollowTraining{});

  TimelineOptions o;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  o.area = {{at.x + 8 * s, at.y + 2 * s}, {area.max.x - 16 * s, area.max.y - 4 * s}};
  o.latest = static_cast<float>(input.iteration);
  o.shown = plot_time(input, state);
  o.following = !state.time.look_back;
  if (state.time.look_back) o.shown.cursor = static_cast<float>(*state.time.look_back);
  if (state.time.pin) o.pin = static_cast<float>(*state.time.pin);
  std::vector<TimelineMark> marks;
  if (input.curves != nullptr) {
    o.share_xs = input.curves->metric_columns().iteration;
    o.share = input.curves->metric_columns().coverage;
    for (const ModeLoss& loss : mode_losses(input.curves->metrics()))
      marks.push_back(
          {static_cast<float>(loss.iteration),
           "captured modes fell from " + std::to_string(loss.before) + " to " + std::to_string(loss.after),
           t.generator});
    o.marks = marks;
  }
  if (o.area.width() > 60 * s) {
    const TimelineAnswer answer = timeline(o, t);
    if (answer.look_at) out.push_back(toy_command::LookAt{std::lround(*answer.look_at)});
    if (answer.selection)
      out.push_back(toy_command::SelectSpan{std::lround(answer.selection->first),
                                            std::lround(answer.selection->second)});
    if (answer.clear_selection) out.push_back(toy_command::ClearSpan{});
  }
  end_panel();
}

}  // namespace ganscope
