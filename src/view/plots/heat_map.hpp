#pragma once
#include <span>
#include <string>
#include <vector>

#include "view/plots/plot_canvas.hpp"

namespace ganscope {

struct HeatMapOptions {
  std::string title;
  std::string row_name = "row";  ///< what a row is, for the values under the mouse: "mode"
  float height = 96;             ///< pixels at scale 1, with title
  float full = 1;                ///< the value drawn in the full colour; more is drawn the same
  PlotTime time{};
  std::vector<PlotLabel> labels{};  ///< on the right of the heading
};

/// One measurement: where it begins (iterations) and a value a row, the first row at the top. The
/// columns may differ in rows; missing ones stay empty.
struct HeatMapColumn {
  float x = 0;
  std::span<const float> values;
};

/// The colour of `share` of the full value, 0 to 1: from the panel to the discriminator's blue.
[[nodiscard]] Colour heat_colour(float share, const Theme& theme);

/// Values over time as colours: each column is drawn up to the next. Where columns are narrower than two
/// pixels, the least value of those that share a place is drawn, so that nothing that was lost is hidden.
/// Draws at the cursor, as wide as the panel.
PlotAnswer heat_map(const HeatMapOptions& options, std::span<const HeatMapColumn> columns, const Theme& theme);

}  // namespace ganscope
