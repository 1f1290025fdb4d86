#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "view/plots/plot_canvas.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {

/// A moment worth knowing of.
struct TimelineMark {
  float iteration = 0;
  std::string text;  ///< "iteration N: " comes before it
  Colour colour{};
};

struct TimelineOptions {
  Rect area;              ///< pixels: track and tick labels
  float latest = 0;       ///< iterations trained
  PlotTime shown;         ///< what the plots show; drawn as a selection when it isn't the whole run
  bool following = true;  ///< the picture shows the latest moment
  std::optional<float> pin{};
  std::span<const float> share_xs{};  ///< iterations of `share`
  std::span<const float> share{};     ///< percent, drawn as an area: the coverage
  std::span<const TimelineMark> marks{};
  std::span<const float> stops{};  ///< iterations one can look at, ascending; empty: any
};

/// What a person did with the timeline, in iterations.
struct TimelineAnswer {
  std::optional<float> look_at;                      ///< dragged or clicked
  std::optional<std::pair<float, float>> selection;  ///< dragged with Shift, ascending
  bool clear_selection = false;                      ///< right click
};

/// The whole run on one line: how much of the data was covered, what happened where, what part the plots
/// show and which moment the picture does. Draws into the current window.
TimelineAnswer timeline(const TimelineOptions& options, const Theme& theme);

}  // namespace ganscope
