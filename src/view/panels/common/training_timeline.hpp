#pragma once
#include <cstdint>
#include <vector>

#include "view/panels/common/time_command.hpp"
#include "view/plots/timeline.hpp"

namespace ganscope {

/// What of a run the plots and the timeline show, and where their cursor is. `latest`: iterations trained.
[[nodiscard]] PlotTime plot_time(const TimeState& time, std::int64_t latest);

/// The hairline above every timeline; its controls come next.
void timeline_ground(const Rect& area, const Theme& theme);

/// The way back to the present and the track, in what is left of the row `area`. Of `track` the caller says
/// what a mode marks on it: pin, share, marks, stops.
[[nodiscard]] std::vector<TimeCommand> training_timeline(const TimeState& time, std::int64_t latest,
                                                         const char* live_tip, TimelineOptions track,
                                                         const Rect& area, const Theme& theme);

}  // namespace ganscope
