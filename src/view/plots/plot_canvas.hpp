#pragma once
#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "view/scene/theme.hpp"

namespace ganscope {

/// The part of a run that all plots and the timeline show, so that one moment stands at one place.
struct PlotTime {
  float from = 0;  ///< iterations
  float to = 1;
  std::optional<float> cursor;  ///< pinned or looked back to; headings show the values there

  [[nodiscard]] bool contains(float x) const { return x >= from && x <= to; }
};

struct PlotRange {
  float low = 0;
  float high = 1;
};

/// From values to shares of the plot's height, linear or in decades.
struct PlotAxis {
  PlotRange range;
  bool log = false;
  [[nodiscard]] float place(float value) const;
};

/// A value that has a place on the axis: finite, and positive on a logarithmic one.
[[nodiscard]] bool has_place(float value, bool log);

/// The plot area and how values land in it.
struct PlotCanvas {
  ImDrawList* draw;
  ImVec2 min, max;
  PlotRange x;
  PlotAxis y;
  [[nodiscard]] ImVec2 at(float xv, float yv) const;
  [[nodiscard]] float x_at(float pixel) const;
  [[nodiscard]] bool hovered() const;
};

/// A series' name with its value, in its colour, on the right of the heading.
struct PlotLabel {
  std::string text;
  Colour colour;
  std::string help{};  ///< what it measures, as a tooltip
};

/// A plot as wide as the panel at the cursor: its heading, its ticks and the room for the curves.
struct PlotFrame {
  std::string title;
  float height = 120;              ///< pixels at scale 1, heading and ticks included
  std::optional<bool> log_switch;  ///< shows a switch for decades in this position
};

/// What a person did with a plot.
struct PlotAnswer {
  std::optional<float> pin;  ///< an iteration was clicked
  bool toggle_log = false;
};

/// Draws heading and ticks of y. The answer says whether the switch was pressed.
[[nodiscard]] PlotCanvas begin_plot(const PlotFrame& frame, PlotRange x, const PlotAxis& y,
                                    std::span<const PlotLabel> labels, const Theme& theme,
                                    PlotAnswer& answer);
/// Takes the plot's room from the panel; a click inside becomes a pin.
void end_plot(const PlotCanvas& canvas, const PlotFrame& frame, PlotAnswer& answer);

/// The cursor of `time` as a line over the plot.
void draw_cursor(const PlotCanvas& canvas, const PlotTime& time, const Theme& theme);

}  // namespace ganscope
