#include "view/plots/line_plot.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/ui_context.hpp"
#include "view/scene/geometry.hpp"
#include "view/scene/series.hpp"

namespace ganscope {
namespace {

constexpr float kLabelGap = 5;      ///< pixels at scale 1 between tick labels and plot
constexpr float kLeastLabels = 35;  ///< columns of plots line up unless labels need more
constexpr float kLineWidth = 1.6f;  ///< pixels at scale 1
constexpr float kHeadroom = 0.06f;  ///< share of the range left free above (and below) the curves

struct Range {
  float low = 0;
  float high = 1;
};

/// From values to pixels and back, linear or in decades.
struct Axis {
  Range range;
  bool log = false;
  [[nodiscard]] float place(float value) const {
    const float v = log ? std::log10(value) : value;
    return (v - range.low) / (range.high - range.low);
  }
};

bool usable(float value, bool log) { return std::isfinite(value) && (!log || value > 0); }

Axis y_axis(const LinePlotOptions& options, std::span<const PlotSeries> series) {
  float low = std::numeric_limits<float>::max();
  float high = std::numeric_limits<float>::lowest();
  for (const PlotSeries& s : series)
    for (const float y : s.ys)
      if (usable(y, options.log_y)) {
        low = std::min(low, y);
        high = std::max(high, y);
      }
  if (low > high) low = options.log_y ? 0.1f : 0.f, high = 1.f;
  Axis axis{{low, high}, options.log_y};
  if (options.log_y) axis.range = {std::floor(std::log10(low)), std::ceil(std::log10(high))};
  if (options.from_zero && !options.log_y) axis.range.low = std::min(0.f, low);
  // A constant needs a range; one far from zero needs more than the last digit of a float.
  const float least = 1e-6f * std::max(std::abs(axis.range.low), std::abs(axis.range.high));
  if (axis.range.high - axis.range.low <= least)
    axis.range.high = axis.range.low + std::max(1.f, 1e3f * least);
  // Room above and below, so that no curve touches the heading.
  const float room = kHeadroom * (axis.range.high - axis.range.low);
  if (!options.log_y) axis.range.high += room;
  if (!options.log_y && axis.range.low != 0) axis.range.low -= room;
  if (options.fixed_top > 0) axis.range.high = options.fixed_top;
  return axis;
}

Range x_range(std::span<const PlotSeries> series) {
  Range range{std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
  for (const PlotSeries& s : series)
    if (!s.xs.empty()) range = {std::min(range.low, s.xs.front()), std::max(range.high, s.xs.back())};
  if (range.low > range.high) return {0, 1};
  if (range.high - range.low < 1) range.high = range.low + 1;
  return range;
}

/// The plot area and how values land in it.
struct Canvas {
  ImDrawList* draw;
  ImVec2 min, max;
  Range x;
  Axis y;
  [[nodiscard]] ImVec2 at(float xv, float yv) const {
    return {min.x + (xv - x.low) / (x.high - x.low) * (max.x - min.x),
            max.y - std::clamp(y.place(yv), 0.f, 1.f) * (max.y - min.y)};
  }
};

struct LabelledTick {
  float share = 0;  ///< of the axis, 0 to 1
  std::string label;
};

/// Few ticks with labels as short as their digits allow: "0.4", "1e-05", "2.5e+06".
std::vector<LabelledTick> y_ticks(const Axis& axis) {
  const Ticks ticks = nice_ticks(axis.range.low, axis.range.high, 3);
  const float largest = std::max(std::abs(axis.range.low), std::abs(axis.range.high));
  const bool plain = !axis.log && ticks.decimals <= 3 && largest < 1e4f;
  std::vector<LabelledTick> out;
  for (const double position : ticks.positions) {
    if (axis.log && position != std::floor(position)) continue;
    char label[32];
    if (plain)
      std::snprintf(label, sizeof label, "%.*f", ticks.decimals, position);
    else
      std::snprintf(label, sizeof label, "%.3g", axis.log ? std::pow(10.0, position) : position);
    out.push_back(
        {(static_cast<float>(position) - axis.range.low) / (axis.range.high - axis.range.low), label});
  }
  return out;
}

float widest_label(const std::vector<LabelledTick>& ticks) {
  float widest = 0;
  for (const LabelledTick& tick : ticks) widest = std::max(widest, ImGui::CalcTextSize(tick.label.c_str()).x);
  return widest;
}

void draw_y_ticks(const Canvas& c, const std::vector<LabelledTick>& ticks, const Theme& theme) {
  for (const LabelledTick& tick : ticks) {
    const float y = c.max.y - tick.share * (c.max.y - c.min.y);
    c.draw->AddLine({c.min.x, y}, {c.max.x, y}, to_u32(theme.hairline.with_alpha(0.6f)));
    const ImVec2 size = ImGui::CalcTextSize(tick.label.c_str());
    c.draw->AddText({c.min.x - size.x - kLabelGap * ui_scale(), y - 0.5f * size.y}, to_u32(theme.text_muted),
                    tick.label.c_str());
  }
}

/// ImGui joins segments by thinning them towards the corner: at a sharp one a peak would fade away.
bool turns_sharply(ImVec2 before, ImVec2 corner, ImVec2 after) {
  const glm::vec2 in = to_glm(corner) - to_glm(before);
  const glm::vec2 out = to_glm(after) - to_glm(corner);
  return in.x * out.x + in.y * out.y <
         0.5f * std::sqrt((in.x * in.x + in.y * in.y) * (out.x * out.x + out.y * out.y));
}

void draw_series(const Canvas& c, const PlotSeries& s) {
  const int columns = std::max(1, static_cast<int>(c.max.x - c.min.x));
  const ImU32 colour = to_u32(s.colour);
  const float width = kLineWidth * ui_scale();
  std::vector<ImVec2> line;
  const auto flush = [&] {
    if (line.size() > 1)
      c.draw->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, width);
    else if (line.size() == 1)  // a value between gaps
      c.draw->AddCircleFilled(line[0], width, colour);
    line.clear();
  };
  for (const std::size_t i : decimate_min_max(s.xs, s.ys, columns)) {
    if (!usable(s.ys[i], c.y.log)) {
      flush();
      continue;
    }
    const ImVec2 next = c.at(s.xs[i], s.ys[i]);
    if (line.size() > 1 && turns_sharply(line[line.size() - 2], line.back(), next)) {
      const ImVec2 corner = line.back();
      flush();
      line.push_back(corner);
    }
    line.push_back(next);
  }
  flush();
}

/// The point of `s` nearest to x.
std::size_t index_at(const PlotSeries& s, float x) {
  const auto above = std::lower_bound(s.xs.begin(), s.xs.end(), x);
  if (above == s.xs.begin()) return 0;
  if (above == s.xs.end()) return s.xs.size() - 1;
  const auto i = static_cast<std::size_t>(above - s.xs.begin());
  return x - s.xs[i - 1] < s.xs[i] - x ? i - 1 : i;
}

void draw_hover(const Canvas& c, std::span<const PlotSeries> series, const Theme& theme) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float x = c.x.low + (mouse.x - c.min.x) / (c.max.x - c.min.x) * (c.x.high - c.x.low);
  c.draw->AddLine({mouse.x, c.min.y}, {mouse.x, c.max.y}, to_u32(theme.text_muted.with_alpha(0.5f)));
  ImGui::BeginTooltip();
  ImGui::Text("iteration %s", with_thousands(std::lround(x)).c_str());
  for (const PlotSeries& s : series) {
    if (s.xs.empty()) continue;
    const std::size_t i = index_at(s, x);
    if (usable(s.ys[i], c.y.log))
      c.draw->AddCircleFilled(c.at(s.xs[i], s.ys[i]), 3.5f * ui_scale(), to_u32(s.colour));
    ImGui::TextColored(to_imgui(s.colour), "%s", s.name.c_str());
    ImGui::SameLine();
    ImGui::TextUnformatted(three_digits(s.ys[i]).c_str());
  }
  ImGui::EndTooltip();
}

/// Title on the left, names with their last values on the right of the same line.
void draw_heading(const LinePlotOptions& options, std::span<const PlotSeries> series, ImVec2 at, float width,
                  const Theme& theme) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(at, to_u32(theme.text), options.title.c_str());
  float right = at.x + width;
  for (std::size_t i = series.size(); i-- > 0;) {
    const PlotSeries& s = series[i];
    const std::string last = s.ys.empty() ? "" : " " + three_digits(s.ys.back());
    const std::string text = s.name + last;
    right -= ImGui::CalcTextSize(text.c_str()).x;
    draw->AddText({right, at.y}, to_u32(s.colour), text.c_str());
    right -= 10 * ui_scale();
  }
}

}  // namespace

void line_plot(const LinePlotOptions& options, std::span<const PlotSeries> series, const Theme& theme) {
  const float scale = ui_scale();
  ImGui::PushFont(font(TextStyle::small));
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float line = ImGui::GetTextLineHeight();
  draw_heading(options, series, origin, width, theme);

  const Axis axis = y_axis(options, series);
  const std::vector<LabelledTick> ticks = y_ticks(axis);
  const float labels = std::max(kLeastLabels * scale, widest_label(ticks)) + kLabelGap * scale;
  Canvas canvas{ImGui::GetWindowDrawList(),
                {origin.x + labels, origin.y + line + 7 * scale},
                {origin.x + width, origin.y + options.height * scale - 4 * scale},
                x_range(series),
                axis};
  draw_y_ticks(canvas, ticks, theme);
  for (const PlotSeries& s : series) draw_series(canvas, s);

  ImGui::InvisibleButton(options.title.c_str(), {width, options.height * scale});
  const bool over = ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(canvas.min, canvas.max);
  if (over) draw_hover(canvas, series, theme);
  ImGui::PopFont();
}

}  // namespace ganscope
