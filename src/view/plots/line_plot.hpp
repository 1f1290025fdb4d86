#pragma once
#include <span>
#include <string>
#include <vector>

#include "view/plots/plot_canvas.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// One curve: xs ascending, as many ys; NaN breaks the line.
struct PlotSeries {
  std::string name;  ///< empty: drawn, but not named beside the title or under the mouse
  Colour colour;
  std::span<const float> xs;
  std::span<const float> ys;
  std::string unit{};  ///< after the values, e.g. " %"
  std::string help{};  ///< what it measures, as a tooltip of its name
};

struct LinePlotOptions {
  std::string title;
  float height = 120;              ///< pixels at scale 1, with title and axis
  bool log_y = false;              ///< decades; values <= 0 are left out
  bool log_switch = false;         ///< offers a switch for that
  bool from_zero = false;          ///< the axis starts at 0
  float fixed_top = 0;             ///< when > 0, the axis ends here
  std::optional<PlotTime> time{};  ///< what is shown; without it all there is
};

/// Curves over the iterations with the last values, or those at the cursor, beside their names, and the
/// values under the mouse on hover:
/// those of the drawn curves, with the points between which they lie or, beyond a curve's end, its last.
/// Draws at the cursor, as wide as the panel. Tens of thousands of points cost no more than a few per pixel:
/// they are thinned without losing peaks.
PlotAnswer line_plot(const LinePlotOptions& options, std::span<const PlotSeries> series, const Theme& theme);

}  // namespace ganscope
