#include <imgui.h>

#include "view/panels/common/training_timeline.hpp"
#include "view/panels/train/train_panel.hpp"

namespace ganscope {

PlotTime plot_time(const TrainPanelInput& input, const TrainViewState& state) {
  return plot_time(state.time, input.status.iteration);
}

void train_timeline_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                          TrainViewCommands& out) {
  if (!begin_panel("timeline", area, false)) return;
  const Theme& t = theme(state.theme);
  timeline_ground(area, t);
  TimelineOptions track;
  const std::vector<float> stops(input.sheets.begin(), input.sheets.end());
  track.stops = stops;
  std::vector<TimelineMark> marks;
  if (input.curves != nullptr)
    for (const HealthWarning& warning : input.curves->warnings)
      marks.push_back({static_cast<float>(warning.since), health_title(warning), t.warning});
  track.marks = marks;
  for (const TimeCommand& command : training_timeline(
           state.time, input.status.iteration,
           "follow the training again (End); arrow keys go from sheet to sheet", track, area, t))
    out.push_back(command);
  end_panel();
}

}  // namespace ganscope
