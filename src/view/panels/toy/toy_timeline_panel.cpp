#include <imgui.h>

#include "view/panels/common/training_timeline.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

PlotTime plot_time(const ToyPanelInput& input, const ToyViewState& state) {
  PlotTime time = plot_time(state.time, input.iteration);
  if (state.time.pin) time.cursor = static_cast<float>(*state.time.pin);
  return time;
}

void toy_timeline_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  timeline_ground(area, t);
  if (lit_button(state.time.replaying ? "Stop" : "Replay", "let the past go by again (L); arrow keys step",
                 state.time.replaying, t, 84 * ui_scale()))
    out.push_back(toy_command::ToggleReplay{});

  TimelineOptions track;
  if (state.time.pin) track.pin = static_cast<float>(*state.time.pin);
  std::vector<TimelineMark> marks;
  if (input.curves != nullptr) {
    track.share_xs = input.curves->metric_columns().iteration;
    track.share = input.curves->metric_columns().coverage;
    for (const ModeLoss& loss : mode_losses(input.curves->metrics()))
      marks.push_back(
          {static_cast<float>(loss.iteration),
           "captured modes fell from " + std::to_string(loss.before) + " to " + std::to_string(loss.after),
           t.generator});
    track.marks = marks;
  }
  for (const TimeCommand& command :
       training_timeline(state.time, input.iteration, "follow the training again (End)", track, area, t))
    out.push_back(command);
  end_panel();
}

}  // namespace ganscope
