#include "view/plots/path_map.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

double share_of(double position) { return position - std::floor(position); }

glm::vec2 on_ring(glm::vec2 centre, float radius, double share) {
  const double angle = kTurn * share;
  return centre +
         radius * glm::vec2(static_cast<float>(std::sin(angle)), -static_cast<float>(std::cos(angle)));
}

/// The current position: a disc on the path, a ring where the latent has left it.
void knob(ImDrawList* draw, glm::vec2 at, bool on_path, const Theme& t) {
  const float s = ui_scale();
  draw->AddCircleFilled(to_imgui(at), 7 * s, to_u32(on_path ? t.accent : t.panel));
  draw->AddCircle(to_imgui(at), 7 * s, to_u32(on_path ? t.panel : t.accent), 0, 2 * s);
}

void anchor_dot(ImDrawList* draw, glm::vec2 at, const Theme& t) {
  const float s = ui_scale();
  draw->AddCircleFilled(to_imgui(at), 4.5f * s, to_u32(t.panel));
  draw->AddCircle(to_imgui(at), 4.5f * s, to_u32(t.text), 0, 1.6f * s);
}

/// Of a text around a point.
Rect text_place(glm::vec2 at, const std::string& text) {
  const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str()));
  const glm::vec2 min{std::round(at.x - 0.5f * size.x), std::round(at.y - 0.5f * size.y)};
  return {min, min + size};
}

/// Where a number stands outside of its anchor's dot, farther where it is wide in that direction.
glm::vec2 beside_dot(glm::vec2 centre, float radius, double share, const std::string& number) {
  const glm::vec2 half = 0.5f * to_glm(ImGui::CalcTextSize(number.c_str()));
  const glm::vec2 out = on_ring({0, 0}, 1, share);
  const float reach = std::abs(out.x) * half.x + std::abs(out.y) * half.y;
  return centre + (radius + std::max(13 * ui_scale(), 5 * ui_scale() + reach)) * out;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

/// Whole laps stay as they are: within one, the nearest way is meant.
double near(double position, double share) { return std::floor(position) + share; }

/// An area that can be clicked and dragged in.
bool pressed(const char* id, const Rect& place) {
  ImGui::SetCursorScreenPos(to_imgui(place.min));
  ImGui::InvisibleButton(id,
                         to_imgui(glm::vec2(std::max(1.f, place.width()), std::max(1.f, place.height()))));
  return ImGui::IsItemActive();
}

}  // namespace

std::optional<double> path_map(const PathMap& map, const Rect& place, const Theme& t) {
  if (place.empty()) return std::nullopt;
  const float s = ui_scale();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const glm::vec2 centre = 0.5f * (place.min + place.max);
  const float radius = 0.5f * std::min(place.width(), place.height()) - 20 * s;
  if (radius < 10 * s) return std::nullopt;
  const double share = share_of(map.position);
  const auto arc = [&](double from, double to, Colour colour, float width) {
    const auto angle = [](double at) { return static_cast<float>(kTurn * at - std::numbers::pi / 2); };
    draw->PathArcTo(to_imgui(centre), radius, angle(from), angle(to), 96);
    draw->PathStroke(to_u32(colour), 0, width);
  };
  if (map.closed)
    draw->AddCircle(to_imgui(centre), radius, to_u32(t.tick), 96, 1.5f * s);
  else
    arc(0, 0.94, t.hairline, 1.5f * s);
  if (map.on_path) arc(0, map.closed ? share : 0.94 * share, t.accent.with_alpha(0.55f), 3 * s);
  ImGui::PushFont(font(TextStyle::small));
  std::vector<Rect> numbers;
  for (std::size_t i = 0; i < map.anchors.size(); ++i) {
    anchor_dot(draw, on_ring(centre, radius, map.anchors[i]), t);
    const std::string number = std::to_string(i + 1);
    const Rect at = text_place(beside_dot(centre, radius, map.anchors[i], number), number);
    // Where anchors are close the first one's number stands.
    if (std::any_of(numbers.begin(), numbers.end(), [&](const Rect& other) { return overlap(at, other); }))
      continue;
    numbers.push_back(at);
    draw->AddText(to_imgui(at.min), to_u32(t.text_muted), number.c_str());
  }
  draw->AddText(to_imgui(text_place(centre, map.centre).min), to_u32(t.text), map.centre.c_str());
  ImGui::PopFont();
  knob(draw, on_ring(centre, radius, map.closed ? share : 0.94 * share), map.on_path, t);
  if (!pressed("path map", {centre - radius - 12 * s, centre + radius + 12 * s})) return std::nullopt;
  const glm::vec2 towards = to_glm(ImGui::GetIO().MousePos) - centre;
  if (towards == glm::vec2(0, 0)) return std::nullopt;
  return near(map.position, share_of(std::atan2(towards.x, -towards.y) / kTurn));
}

std::optional<double> path_timeline(const PathMap& map, const Rect& place, const Theme& t) {
  if (place.empty()) return std::nullopt;
  const float s = ui_scale();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float left = place.min.x + 18 * s;
  const float width = place.width() - 36 * s;
  const float y = std::round(0.5f * (place.min.y + place.max.y));
  const auto at = [&](double share) { return glm::vec2(left + width * static_cast<float>(share), y); };
  const double share = share_of(map.position);
  draw->AddLine(to_imgui(at(0)), to_imgui(at(1)), to_u32(t.hairline), 3 * s);
  if (map.on_path)
    draw->AddLine(to_imgui(at(0)), to_imgui(at(share)), to_u32(t.accent.with_alpha(0.55f)), 3 * s);
  for (const double anchor : map.anchors) anchor_dot(draw, at(anchor), t);
  // A closed path ends where it began.
  if (map.closed && !map.anchors.empty()) anchor_dot(draw, at(1), t);
  knob(draw, at(share), map.on_path, t);
  if (!pressed("timeline", place)) return std::nullopt;
  const double clicked = static_cast<double>((ImGui::GetIO().MousePos.x - left) / std::max(width, 1.f));
  return near(map.position, std::clamp(clicked, 0.0, 0.999999));
}

}  // namespace ganscope
