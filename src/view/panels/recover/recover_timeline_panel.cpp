#include <imgui.h>

#include "view/panels/common/training_timeline.hpp"
#include "view/panels/recover/recover_panel.hpp"

namespace ganscope {

std::int64_t steps_made(const RecoverPanelInput& input) {
  return input.frame && input.frame->now ? input.frame->now->iteration : 0;
}

PlotTime plot_time(const RecoverPanelInput& input, const RecoverViewState& state) {
  return plot_time(state.time, steps_made(input));
}

void recover_timeline_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                            RecoverViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  timeline_ground(area, t);
  TimelineOptions track;
  std::vector<float> stops;
  std::vector<TimelineMark> marks;
  if (input.frame && input.frame->path) {
    bool dead = false;
    for (const RecoveryMomentPtr& moment : *input.frame->path) {
      stops.push_back(static_cast<float>(moment->iteration));
      if (moment->dead && !dead)
        marks.push_back({stops.back(), "a dead point: the gradient is exactly zero", t.warning});
      dead = moment->dead;
    }
  }
  track.stops = stops;
  track.marks = marks;
  for (const TimeCommand& command : training_timeline(
           state.time, steps_made(input),
           "follow the search again (End); arrow keys go from one kept moment to the next", track, area, t))
    out.push_back(command);
  end_panel();
}

}  // namespace ganscope
