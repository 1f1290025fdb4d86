#include "view/plots/timeline.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "view/scene/geometry.hpp"
#include "view/scene/series.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kTicksApart = 110;    ///< pixels at scale 1
constexpr float kLeastSelection = 4;  ///< pixels; less is a click

struct Track {
  ImDrawList* draw;
  ImVec2 min, max;
  float latest;
  const Theme& theme;
  float scale;

  [[nodiscard]] float pixel(float iteration) const {
    return min.x + std::clamp(iteration / std::max(latest, 1.f), 0.f, 1.f) * (max.x - min.x);
  }
  [[nodiscard]] float iteration(float x) const {
    return std::clamp((x - min.x) / std::max(1.f, max.x - min.x), 0.f, 1.f) * std::max(latest, 1.f);
  }
};

void draw_share(const Track& t, std::span<const float> xs, std::span<const float> ys) {
  const ImU32 fill = to_u32(t.theme.discriminator.with_alpha(0.35f));
  const auto height = [&](float percent) {
    return t.max.y - std::clamp(percent / 100, 0.f, 1.f) * (t.max.y - t.min.y);
  };
  float last_x = 0;
  float last_y = 0;
  bool started = false;
  for (const std::size_t i : decimate_min_max(xs, ys, static_cast<int>(t.max.x - t.min.x))) {
    const float x = t.pixel(xs[i]);
    const float y = std::isfinite(ys[i]) ? height(ys[i]) : t.max.y;
    if (started && x > last_x)
      t.draw->AddQuadFilled({last_x, t.max.y}, {last_x, last_y}, {x, y}, {x, t.max.y}, fill);
    last_x = x;
    last_y = y;
    started = true;
  }
}

/// A drop-shaped mark at the upper edge; its tooltip says what happened.
void draw_marks(const Track& t, std::span<const TimelineMark> marks) {
  for (const TimelineMark& mark : marks) {
    const float x = t.pixel(mark.iteration);
    const float s = 5 * t.scale;
    t.draw->AddTriangleFilled({x - s, t.min.y}, {x + s, t.min.y}, {x, t.min.y + 1.6f * s},
                              to_u32(mark.colour));
  }
}

/// Short strokes at the lower edge; where they would run together, as many as can be told apart.
void draw_stops(const Track& t, std::span<const float> stops) {
  const float least = 4 * t.scale;
  float last = -least;
  for (const float stop : stops) {
    const float x = std::round(t.pixel(stop));
    if (x - last < least) continue;
    t.draw->AddRectFilled({x, t.max.y - 6 * t.scale}, {x + std::max(1.f, std::round(t.scale)), t.max.y},
                          to_u32(t.theme.text_muted.with_alpha(0.8f)));
    last = x;
  }
}

void draw_selection(const Track& t, const PlotTime& shown) {
  if (shown.from <= 0 && shown.to >= t.latest) return;
  const float left = t.pixel(shown.from);
  const float right = std::max(left + 1, t.pixel(shown.to));
  t.draw->AddRectFilled({left, t.min.y}, {right, t.max.y}, to_u32(t.theme.accent.with_alpha(0.18f)));
  t.draw->AddRect({left, t.min.y}, {right, t.max.y}, to_u32(t.theme.accent.with_alpha(0.7f)));
}

void draw_pin(const Track& t, float pin) {
  const float x = t.pixel(pin);
  t.draw->AddLine({x, t.min.y}, {x, t.max.y}, to_u32(t.theme.accent), t.scale);
}

/// Where the picture is: a handle that can be taken hold of.
void draw_handle(const Track& t, float iteration, bool following) {
  const float x = std::clamp(t.pixel(iteration), t.min.x + 1, t.max.x - 1);
  const ImU32 colour = to_u32(following ? t.theme.text_muted : t.theme.text);
  t.draw->AddLine({x, t.min.y - 2 * t.scale}, {x, t.max.y + 2 * t.scale}, colour, 2 * t.scale);
  t.draw->AddCircleFilled({x, 0.5f * (t.min.y + t.max.y)}, 6 * t.scale, colour);
}

void draw_ticks(const Track& t, float bottom) {
  const float width = t.max.x - t.min.x;
  const Ticks ticks =
      nice_ticks(0, std::max(t.latest, 1.f), std::max(1, static_cast<int>(width / (kTicksApart * t.scale))));
  const ImVec2 line = ImGui::CalcTextSize("0");
  for (const double position : ticks.positions) {
    if (position != std::floor(position)) continue;
    const std::string label = with_thousands(static_cast<std::int64_t>(position));
    const float x = t.pixel(static_cast<float>(position));
    const float half = 0.5f * ImGui::CalcTextSize(label.c_str()).x;
    t.draw->AddLine({x, t.max.y}, {x, t.max.y + 4 * t.scale}, to_u32(t.theme.tick));
    // The ends' labels stay inside.
    const float left = std::clamp(x - half, t.min.x, std::max(t.min.x, t.max.x - 2 * half));
    t.draw->AddText({left, bottom - line.y}, to_u32(t.theme.text_muted), label.c_str());
  }
}

const TimelineMark* mark_near(const Track& t, std::span<const TimelineMark> marks, float x) {
  const TimelineMark* nearest = nullptr;
  float least = 7 * t.scale;
  for (const TimelineMark& mark : marks) {
    const float distance = std::abs(t.pixel(mark.iteration) - x);
    if (distance < least) least = distance, nearest = &mark;
  }
  return nearest;
}

void draw_hover(const Track& t, const TimelineOptions& o) {
  const float x = ImGui::GetIO().MousePos.x;
  if (!begin_tip()) return;
  if (const TimelineMark* mark = mark_near(t, o.marks, x)) {
    ImGui::Text("iteration %s: %s", with_thousands(std::lround(mark->iteration)).c_str(), mark->text.c_str());
  } else {
    const float at = std::round(t.iteration(x));
    ImGui::Text("iteration %s", with_thousands(std::lround(at)).c_str());
    const CurveValue covered = value_on_curve(o.share_xs, o.share, at, false);
    const bool drawn = !o.share_xs.empty() && at >= o.share_xs.front() && at <= o.share_xs.back();
    if (drawn && std::isfinite(covered.value))
      ImGui::Text("cells covered %s %%", three_digits(covered.value).c_str());
  }
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyle().Colors[ImGuiCol_TextDisabled]);
  ImGui::TextUnformatted("drag: look back   Shift+drag: select   right click: whole run");
  ImGui::PopStyleColor();
  end_tip();
}

TimelineAnswer take_mouse(const Track& t) {
  TimelineAnswer answer;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(1)) answer.clear_selection = true;
  if (!ImGui::IsItemActive()) return answer;
  if (!io.KeyShift) {
    answer.look_at = t.iteration(io.MousePos.x);
    return answer;
  }
  const float from = std::min(io.MouseClickedPos[0].x, io.MousePos.x);
  const float to = std::max(io.MouseClickedPos[0].x, io.MousePos.x);
  if (to - from >= kLeastSelection) answer.selection = {t.iteration(from), t.iteration(to)};
  return answer;
}

}  // namespace

TimelineAnswer timeline(const TimelineOptions& o, const Theme& theme) {
  ImGui::PushFont(font(TextStyle::small));
  const float scale = ui_scale();
  const float labels = ImGui::GetTextLineHeight() + 5 * scale;
  const Track track{ImGui::GetWindowDrawList(),
                    to_imgui(o.area.min),
                    {o.area.max.x, o.area.max.y - labels},
                    o.latest,
                    theme,
                    scale};
  ImGui::SetCursorScreenPos(track.min);
  ImGui::InvisibleButton("timeline", {track.max.x - track.min.x, track.max.y - track.min.y});
  mark_item("timeline");
  const bool hovered = ImGui::IsItemHovered();
  const TimelineAnswer answer = take_mouse(track);

  track.draw->AddRectFilled(track.min, track.max, to_u32(theme.panel_raised), 4 * scale);
  draw_share(track, o.share_xs, o.share);
  draw_stops(track, o.stops);
  draw_marks(track, o.marks);
  draw_selection(track, o.shown);
  if (o.pin) draw_pin(track, *o.pin);
  draw_handle(track, o.following ? o.latest : o.shown.cursor.value_or(o.latest), o.following);
  draw_ticks(track, o.area.max.y);
  if (hovered) draw_hover(track, o);
  ImGui::PopFont();
  return answer;
}

}  // namespace ganscope
