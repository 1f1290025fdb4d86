#include "view/plots/line_plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text.hpp"
#include "view/scene/series.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kLineWidth = 1.6f;  ///< pixels at scale 1
constexpr float kHeadroom = 0.06f;  ///< share of the range left free above (and below) the curves

/// The part of a curve that is shown, with one more point on each side so that lines reach the edge.
PlotSeries shown_part(const PlotSeries& s, PlotRange x) {
  const std::size_t count = std::min(s.xs.size(), s.ys.size());
  const auto xs = s.xs.first(count);
  const auto index = [&](auto at) { return static_cast<std::size_t>(at - xs.begin()); };
  std::size_t first = index(std::lower_bound(xs.begin(), xs.end(), x.low));
  std::size_t last = index(std::upper_bound(xs.begin(), xs.end(), x.high));
  if (first > 0) --first;
  if (last < count) ++last;
  PlotSeries part = s;
  part.xs = xs.subspan(first, last - first);
  part.ys = s.ys.subspan(first, last - first);
  return part;
}

PlotAxis y_axis(const LinePlotOptions& options, std::span<const PlotSeries> series) {
  float low = std::numeric_limits<float>::max();
  float high = std::numeric_limits<float>::lowest();
  for (const PlotSeries& s : series)
    for (const float y : s.ys)
      if (has_place(y, options.log_y)) {
        low = std::min(low, y);
        high = std::max(high, y);
      }
  if (low > high) low = options.log_y ? 0.1f : 0.f, high = 1.f;
  PlotAxis axis{{low, high}, options.log_y};
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
  if (options.fixed_top > 0 && !options.log_y) axis.range.high = options.fixed_top;
  return axis;
}

PlotRange x_range(std::span<const PlotSeries> series) {
  PlotRange range{std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
  for (const PlotSeries& s : series)
    if (!s.xs.empty()) range = {std::min(range.low, s.xs.front()), std::max(range.high, s.xs.back())};
  if (range.low > range.high) return {0, 1};
  if (range.high - range.low < 1) range.high = range.low + 1;
  return range;
}

/// ImGui joins segments by thinning them towards the corner: at a sharp one a peak would fade away.
bool turns_sharply(ImVec2 before, ImVec2 corner, ImVec2 after) {
  const glm::vec2 in = to_glm(corner) - to_glm(before);
  const glm::vec2 out = to_glm(after) - to_glm(corner);
  return in.x * out.x + in.y * out.y <
         0.5f * std::sqrt((in.x * in.x + in.y * in.y) * (out.x * out.x + out.y * out.y));
}

void draw_series(const PlotCanvas& c, const PlotSeries& s) {
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
    if (!has_place(s.ys[i], c.y.log)) {
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

/// The values of the drawn curves at iteration `x`, a line each.
void tell_values(std::span<const PlotSeries> series, float x, bool log) {
  CurveValue between;
  for (const PlotSeries& s : series) {
    if (s.xs.empty() || s.name.empty()) continue;
    const CurveValue told = value_on_curve(s.xs, s.ys, x, log);
    ImGui::TextColored(to_imgui(s.colour), "%s", s.name.c_str());
    ImGui::SameLine();
    std::string text = three_digits(told.value) + s.unit;
    if (told.from == told.to && told.from != x) text += " at " + with_thousands(std::lround(told.from));
    ImGui::TextUnformatted(text.c_str());
    if (std::isfinite(told.value) && told.to - told.from > between.to - between.from) between = told;
  }
  if (between.to - between.from <= 1) return;
  ImGui::TextDisabled("between those at %s and %s", with_thousands(std::lround(between.from)).c_str(),
                      with_thousands(std::lround(between.to)).c_str());
}

void draw_hover(const PlotCanvas& c, std::span<const PlotSeries> series, const Theme& theme) {
  // Of whole iterations, which are all there is.
  const float x = std::clamp(std::round(c.x_at(ImGui::GetIO().MousePos.x)), c.x.low, c.x.high);
  const float pixel = c.at(x, 1).x;
  c.draw->AddLine({pixel, c.min.y}, {pixel, c.max.y}, to_u32(theme.text_muted.with_alpha(0.5f)));
  for (const PlotSeries& s : series) {
    if (s.xs.empty() || s.name.empty()) continue;
    const CurveValue told = value_on_curve(s.xs, s.ys, x, c.y.log);
    const float place = std::clamp(x, s.xs.front(), s.xs.back());
    if (has_place(told.value, c.y.log) && place >= c.x.low && place <= c.x.high)
      c.draw->AddCircleFilled(c.at(place, told.value), 3.5f * ui_scale(), to_u32(s.colour));
  }
  if (!begin_tip()) return;
  ImGui::Text("iteration %s", with_thousands(std::lround(x)).c_str());
  tell_values(series, x, c.y.log);
  end_tip();
}

/// A name with its last value, or the one at the cursor.
PlotLabel label_of(const PlotSeries& s, const LinePlotOptions& options) {
  if (s.ys.empty() || s.xs.empty()) return {s.name, s.colour, s.help};
  const bool past = options.time && options.time->cursor;
  const float value =
      past ? value_on_curve(s.xs, s.ys, *options.time->cursor, options.log_y).value : s.ys.back();
  if (!std::isfinite(value)) return {s.name, s.colour, s.help};
  return {s.name + " " + three_digits(value) + s.unit, s.colour, s.help};
}

}  // namespace

PlotAnswer line_plot(const LinePlotOptions& options, std::span<const PlotSeries> series, const Theme& theme) {
  PlotAnswer answer;
  ImGui::PushFont(font(TextStyle::small));
  const PlotRange x = options.time ? PlotRange{options.time->from, options.time->to} : x_range(series);
  std::vector<PlotSeries> shown;
  std::vector<PlotLabel> labels;
  for (const PlotSeries& s : series) {
    shown.push_back(shown_part(s, x));
    if (!s.name.empty()) labels.push_back(label_of(s, options));
  }
  const PlotFrame frame{options.title, options.height,
                        options.log_switch ? std::optional(options.log_y) : std::nullopt};
  const PlotCanvas canvas = begin_plot(frame, x, y_axis(options, shown), labels, theme, answer);
  canvas.draw->PushClipRect({canvas.min.x, canvas.min.y - 2}, {canvas.max.x, canvas.max.y + 2}, true);
  for (const PlotSeries& s : shown) draw_series(canvas, s);
  if (options.time) draw_cursor(canvas, *options.time, theme);
  canvas.draw->PopClipRect();
  end_plot(canvas, frame, answer);
  if (canvas.hovered()) draw_hover(canvas, shown, theme);
  ImGui::PopFont();
  return answer;
}

}  // namespace ganscope
