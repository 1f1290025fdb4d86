#pragma once
#include <span>
#include <string>

#include "view/plots/plot_canvas.hpp"

namespace ganscope {

/// Values that are counted; those that aren't finite are left out.
struct HistogramSeries {
  std::string name;
  Colour colour;
  std::span<const float> values;
};

struct HistogramOptions {
  std::string title;
  float height = 96;  ///< pixels at scale 1, with title
  float low = 0;      ///< outer edges of the first and the last bin; values beyond count there
  float high = 1;
  int bins = 24;
};

/// Outlines of each series' shares, with the bin under the mouse on hover. Draws at the cursor, as wide
/// as the panel.
void histogram(const HistogramOptions& options, std::span<const HistogramSeries> series, const Theme& theme);

}  // namespace ganscope
