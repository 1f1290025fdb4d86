#pragma once
#include <imgui.h>

#include <cmath>
#include <optional>
#include <vector>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "view/plots/line_plot.hpp"

namespace ganscope::test {

/// Owns the numbers of a curve.
struct Curve {
  std::vector<float> xs;
  std::vector<float> ys;

  [[nodiscard]] PlotSeries series(const std::string& name, Colour colour) const {
    return {name, colour, xs, ys};
  }
};

/// `count` points at x = 0, step, 2 step ... with y = f(x).
template <class F>
Curve curve_of(int count, F f, float step = 1) {
  Curve out;
  for (int i = 0; i < count; ++i) {
    out.xs.push_back(step * static_cast<float>(i));
    out.ys.push_back(f(out.xs.back()));
  }
  return out;
}

inline constexpr int kPlotWidth = 272;  ///< the right column's at scale 1
inline constexpr int kPlotMargin = 10;  ///< pixels around the plot

/// A plot alone on a panel, in the middle of kPlotMargin pixels.
struct PlotShot {
  LinePlotOptions options{};
  ThemeKind kind = ThemeKind::dark;
  float scale = 1;
  std::optional<glm::vec2> mouse{};  ///< pixels, where a mouse rests
  int extra_height = 0;              ///< room below for a tooltip
};

struct DrawnPlot {
  Image image;
  std::vector<Glyph> glyphs;
};

/// `draw` is called inside the panel with the theme; of `shot.options` only the height counts.
template <class Draw>
DrawnPlot draw_widget(const PlotShot& shot, Draw draw) {
  const Theme& t = theme(shot.kind);
  const auto pixels = [&](float size) { return static_cast<int>(std::ceil(size * shot.scale)); };
  const int width = pixels(kPlotWidth + 2 * kPlotMargin);
  const int height = pixels(shot.options.height + 2 * kPlotMargin) + shot.extra_height;
  UiContext ui;
  const RenderTarget target(width, height);
  ui.set_style(shot.kind, shot.scale);
  // Hovering is known from the second frame on, a tooltip has its size in the third.
  for (int i = 0; i < 3; ++i) {
    if (shot.mouse) ImGui::GetIO().MousePos = {shot.mouse->x, shot.mouse->y};
    target.begin(t.panel);
    ui.begin({width, height}, 1.f / 60);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kPlotMargin * shot.scale, kPlotMargin * shot.scale});
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
    ImGui::Begin("plot", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    draw(t);
    ImGui::End();
    ImGui::PopStyleVar();
    ui.end();
  }
  return {target.read(), drawn_glyphs()};
}

inline DrawnPlot draw_plot_with_glyphs(const PlotShot& shot, std::span<const PlotSeries> series) {
  return draw_widget(shot, [&](const Theme& t) { static_cast<void>(line_plot(shot.options, series, t)); });
}

inline Image draw_plot(const PlotShot& shot, std::span<const PlotSeries> series) {
  return draw_plot_with_glyphs(shot, series).image;
}

}  // namespace ganscope::test
