#include "view/plots/plot_canvas.hpp"

#include <algorithm>
#include <cmath>

#include "view/scene/geometry.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kLabelGap = 5;      ///< pixels at scale 1 between tick labels and plot
constexpr float kLeastLabels = 35;  ///< columns of plots line up unless labels need more
constexpr float kLabelsApart = 26;  ///< pixels at scale 1 a tick label wants

struct LabelledTick {
  float share = 0;  ///< of the axis, 0 to 1
  std::string label;
};

/// Few ticks with labels as short as their digits allow: "0.4", "1e-05", "2.5e+06".
std::vector<LabelledTick> y_ticks(const PlotAxis& axis, int wanted) {
  const Ticks ticks = nice_ticks(axis.range.low, axis.range.high, wanted);
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

void draw_y_ticks(const PlotCanvas& c, const std::vector<LabelledTick>& ticks, const Theme& theme) {
  for (const LabelledTick& tick : ticks) {
    const float y = c.max.y - tick.share * (c.max.y - c.min.y);
    c.draw->AddLine({c.min.x, y}, {c.max.x, y}, to_u32(theme.hairline.with_alpha(0.6f)));
    const ImVec2 size = ImGui::CalcTextSize(tick.label.c_str());
    c.draw->AddText({c.min.x - size.x - kLabelGap * ui_scale(), y - 0.5f * size.y}, to_u32(theme.text_muted),
                    tick.label.c_str());
  }
}

/// Title and labels on one line. Labels that have no room are left out, the last first.
void draw_heading(const PlotFrame& frame, std::span<const PlotLabel> labels, ImVec2 at, float left,
                  float width, const Theme& theme) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(at, to_u32(theme.text), frame.title.c_str());
  const float gap = 10 * ui_scale();
  float total = -gap;
  std::size_t count = 0;
  for (; count < labels.size(); ++count) {
    const float more = ImGui::CalcTextSize(labels[count].text.c_str()).x + gap;
    if (at.x + width - (total + more) < left) break;
    total += more;
  }
  float x = at.x + width - total;
  for (const PlotLabel& label : labels.first(count)) {
    draw->AddText({x, at.y}, to_u32(label.colour), label.text.c_str());
    const glm::vec2 size = to_glm(ImGui::CalcTextSize(label.text.c_str()));
    if (!label.help.empty()) tip_at({{x, at.y}, glm::vec2(x, at.y) + size}, label.help);
    x += size.x + gap;
  }
}

/// The kind of axis beside the title; a click changes it.
float log_switch(const PlotFrame& frame, ImVec2 at, const Theme& theme, PlotAnswer& answer) {
  const float scale = ui_scale();
  const ImVec2 place{at.x + ImGui::CalcTextSize(frame.title.c_str()).x + 8 * scale, at.y};
  if (!frame.log_switch) return place.x;
  const char* kind = *frame.log_switch ? "log" : "lin";
  const ImVec2 size = ImGui::CalcTextSize("log");
  ImGui::SetCursorScreenPos({place.x - 3 * scale, place.y});
  ImGui::PushID(frame.title.c_str());
  answer.toggle_log = ImGui::InvisibleButton("log", {size.x + 6 * scale, size.y});
  mark_item("log " + frame.title);
  const bool over = ImGui::IsItemHovered();
  tip(*frame.log_switch ? "a linear axis again"
                        : "a logarithmic axis; values that are not positive are left out");
  ImGui::PopID();
  const Colour colour = *frame.log_switch ? theme.accent : over ? theme.text : theme.text_muted;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(place, to_u32(colour), kind);
  draw->AddLine({place.x, place.y + size.y}, {place.x + size.x, place.y + size.y},
                to_u32(colour.with_alpha(0.6f)));
  return place.x + size.x + 8 * scale;
}

}  // namespace

float PlotAxis::place(float value) const {
  const float v = log ? std::log10(value) : value;
  return (v - range.low) / (range.high - range.low);
}

bool has_place(float value, bool log) { return std::isfinite(value) && (!log || value > 0); }

ImVec2 PlotCanvas::at(float xv, float yv) const {
  return {min.x + (xv - x.low) / (x.high - x.low) * (max.x - min.x),
          max.y - std::clamp(y.place(yv), 0.f, 1.f) * (max.y - min.y)};
}

float PlotCanvas::x_at(float pixel) const {
  return x.low + (pixel - min.x) / std::max(1.f, max.x - min.x) * (x.high - x.low);
}

bool PlotCanvas::hovered() const { return ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(min, max); }

PlotCanvas begin_plot(const PlotFrame& frame, PlotRange x, const PlotAxis& y,
                      std::span<const PlotLabel> labels, const Theme& theme, PlotAnswer& answer) {
  const float scale = ui_scale();
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = log_switch(frame, origin, theme, answer);
  ImGui::SetCursorScreenPos(origin);
  draw_heading(frame, labels, origin, left, width, theme);
  const float top = origin.y + ImGui::GetTextLineHeight() + 7 * scale;
  const float bottom = origin.y + frame.height * scale - 4 * scale;
  const int wanted = std::clamp(static_cast<int>((bottom - top) / (kLabelsApart * scale)), 1, 6);
  const std::vector<LabelledTick> ticks = y_ticks(y, wanted);
  const float room = std::max(kLeastLabels * scale, widest_label(ticks)) + kLabelGap * scale;
  const PlotCanvas canvas{ImGui::GetWindowDrawList(),
                          {origin.x + room, top},
                          {origin.x + width, std::max(top + 1, bottom)},
                          x,
                          y};
  draw_y_ticks(canvas, ticks, theme);
  return canvas;
}

void end_plot(const PlotCanvas& canvas, const PlotFrame& frame, PlotAnswer& answer) {
  // The heading's switch lies above; the rest of the plot is one button.
  const float top = canvas.min.y - 3 * ui_scale();
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::Dummy({width, frame.height * ui_scale()});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({origin.x, top});
  ImGui::InvisibleButton(frame.title.c_str(), {width, std::max(1.f, canvas.max.y - top)});
  mark_item("plot " + frame.title);
  if (ImGui::IsItemClicked() && canvas.hovered()) answer.pin = canvas.x_at(ImGui::GetIO().MousePos.x);
  ImGui::SetCursorScreenPos(after);
}

void draw_cursor(const PlotCanvas& canvas, const PlotTime& time, const Theme& theme) {
  if (!time.cursor || *time.cursor < canvas.x.low || *time.cursor > canvas.x.high) return;
  const float x = canvas.at(*time.cursor, 0).x;
  canvas.draw->AddLine({x, canvas.min.y}, {x, canvas.max.y}, to_u32(theme.accent), 1.5f * ui_scale());
}

}  // namespace ganscope
