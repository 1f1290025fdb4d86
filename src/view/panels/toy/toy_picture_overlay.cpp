#include <imgui.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/counted.hpp"
#include "core/text.hpp"
#include "exchange/toy_options.hpp"
#include "view/layers/toy_picture.hpp"
#include "view/panels/common/notice_box.hpp"
#include "view/panels/toy/picture_overlay.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/scene/one_dimension.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kVeil = 0.88f;  ///< opacity of the ground behind text

}  // namespace

bool Overlay::free(const Rect& place) const {
  return std::none_of(taken.begin(), taken.end(), [&](const Rect& other) {
    return place.min.x < other.max.x && other.min.x < place.max.x && place.min.y < other.max.y &&
           other.min.y < place.max.y;
  });
}

void veil(Overlay& o, const Rect& place) {
  constexpr float kRounding = 6;  // pixels at scale 1
  o.draw->AddRectFilled(to_imgui(place.min), to_imgui(place.max), to_u32(o.theme.panel.with_alpha(kVeil)),
                        kRounding * o.scale);
  o.taken.push_back(place);
}

void text_at(const Overlay& o, glm::vec2 at, Colour colour, const std::string& text) {
  o.draw->AddText(to_imgui(at), to_u32(colour), text.c_str());
}

Camera2D fitted_camera(const ToyFrame& frame, const Rect& area, PictureOptions options) {
  options.zoom = 1;
  options.pan = {0, 0};
  return ToyPicture::camera(frame, area.size(), options);
}

namespace {

std::string fixed(double value, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value == 0 ? 0.0 : value);
  return buffer;
}

/// A tick's number, unless something is there already.
void tick_label(const Overlay& o, glm::vec2 at, const std::string& text) {
  const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str()));
  if (o.free({at, at + size})) text_at(o, at, o.theme.tick, text);
}

/// Faint ticks of x: along the lower edge, or along the data axis of a 1-D picture.
void draw_x_ticks(const Overlay& o, const ToyFrame& frame, const Camera2D& camera) {
  const bool one = frame.data_dims == 1;
  const Bounds seen = camera.visible();
  const float length = 6 * o.scale;
  const float axis = one ? o.area.min.y + camera.to_pixel({0, 0}).y : o.area.max.y;
  const Ticks ticks =
      nice_ticks(seen.min.x, seen.max.x, std::max(2, static_cast<int>(o.area.width() / (130 * o.scale))));
  for (const double x : ticks.positions) {
    const float at = o.area.min.x + camera.to_pixel({static_cast<float>(x), 0}).x;
    const std::string text = fixed(x, ticks.decimals);
    const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str()));
    // The left end belongs to the numbers of y, the right end of the data axis to its name.
    const float right = o.area.max.x - (one ? 70 * o.scale : 0);
    if (at - size.x < o.area.min.x + 40 * o.scale || at + size.x > right) continue;
    const bool free = o.free({{at, axis - length}, {at + 1, axis}});
    if (free) o.draw->AddLine({at, axis - length}, {at, axis}, to_u32(o.theme.tick), o.scale);
    glm::vec2 label{at - 0.5f * size.x, axis - length - size.y - 1};
    if (one && !free) continue;
    if (one) {
      label.y = axis + 3 * o.scale;
      const glm::vec2 around = glm::vec2(4, 0) * o.scale;
      if (!o.free({label - around, label + size + around})) continue;  // its ground would cover that
      o.draw->AddRectFilled(to_imgui(label - around), to_imgui(label + size + around),
                            to_u32(o.theme.picture.with_alpha(kVeil)), 3 * o.scale);
    }
    tick_label(o, label, text);
  }
}

/// Faint ticks of y along the left edge.
void draw_y_ticks(const Overlay& o, const Camera2D& camera) {
  const Bounds seen = camera.visible();
  const float length = 6 * o.scale;
  const Ticks ticks =
      nice_ticks(seen.min.y, seen.max.y, std::max(2, static_cast<int>(o.area.height() / (130 * o.scale))));
  for (const double y : ticks.positions) {
    const float at = o.area.min.y + camera.to_pixel({0, static_cast<float>(y)}).y;
    const std::string text = fixed(y, ticks.decimals);
    const float height = ImGui::GetTextLineHeight();
    if (at - height < o.area.min.y || at + 2.5f * height > o.area.max.y) continue;
    o.draw->AddLine({o.area.min.x, at}, {o.area.min.x + length, at}, to_u32(o.theme.tick), o.scale);
    tick_label(o, {o.area.min.x + length + 4 * o.scale, at - 0.5f * height}, text);
  }
}

constexpr std::array kOneDimensionAxes{std::pair(0.f, "data x"), std::pair(kLatentAxis, "latent z")};

/// Axes of the 1-D picture: data axis and latent axis.
void draw_axis_lines(const Overlay& o, const Camera2D& camera) {
  for (const auto& [y, name] : kOneDimensionAxes) {
    const float at = o.area.min.y + camera.to_pixel({0, y}).y;
    o.draw->AddLine({o.area.min.x, at}, {o.area.max.x, at}, to_u32(o.theme.tick.with_alpha(0.6f)), o.scale);
  }
}

void draw_axis_names(const Overlay& o, const Camera2D& camera) {
  for (const auto& [y, name] : kOneDimensionAxes) {
    const float at = o.area.min.y + camera.to_pixel({0, y}).y;
    const glm::vec2 size = to_glm(ImGui::CalcTextSize(name));
    const glm::vec2 min{o.area.max.x - size.x - 10 * o.scale, at + 3 * o.scale};
    if (o.free({min, min + size})) text_at(o, min, o.theme.text_muted, name);
  }
}

/// What the caption says below the iteration, in as many parts as there are lines.
std::vector<std::string> caption_details(const ToyPanelInput& input, bool one_line) {
  const ToyFrame& frame = *input.frame;
  const std::string dot = "  \xc2\xb7  ";
  const std::string what = frame.config.data + " from " + frame.config.latent;
  std::string how = name_of(frame.config.loss) + dot + "seed " + std::to_string(frame.config.seed);
  if (input.rate > 0)
    how += dot + (input.running ? three_digits(input.rate) + " it/s" : std::string("paused"));
  if (one_line) return {what + dot + how};
  return {what, how};
}

/// Without panels the picture itself says what it shows and when, on one line, on two, or only when.
void draw_caption(Overlay& o, const ToyPanelInput& input) {
  const float s = o.scale;
  const std::string title = "iteration " + with_thousands(input.frame->step.iteration);
  ImFont* large = font(TextStyle::title);
  const glm::vec2 title_size = to_glm(large->CalcTextSizeA(large->FontSize, FLT_MAX, 0, title.c_str()));
  const float line = ImGui::GetTextLineHeight() + 2 * s;
  const glm::vec2 min = o.area.min + glm::vec2(kOverlayMargin, kOverlayMargin) * s;
  for (const std::vector<std::string>& details :
       {caption_details(input, true), caption_details(input, false), std::vector<std::string>{}}) {
    float width = title_size.x;
    for (const std::string& detail : details) width = std::max(width, ImGui::CalcTextSize(detail.c_str()).x);
    const glm::vec2 size{width + 24 * s, title_size.y + line * static_cast<float>(details.size()) + 16 * s};
    const Rect place{min, min + size};
    const bool fits = place.max.x <= o.area.max.x - kOverlayMargin * s && size.y <= 0.3f * o.area.height();
    if (!fits || !o.free(place)) continue;
    veil(o, place);
    o.draw->AddText(large, large->FontSize, {min.x + 12 * s, min.y + 6 * s}, to_u32(o.theme.text),
                    title.c_str());
    float y = min.y + 9 * s + title_size.y;
    for (const std::string& detail : details) {
      text_at(o, {min.x + 12 * s, y}, o.theme.text_muted, detail);
      y += line;
    }
    return;
  }
}

/// What is free along the upper edge, between or below what stands there; what stands lower down is of no
/// matter to it.
Rect room_at_top(const Overlay& o) {
  const float s = o.scale;
  float top = o.area.min.y + kOverlayMargin * s;
  float right = o.area.max.x - kOverlayMargin * s;
  for (const Rect& other : o.taken) {
    if (other.min.y > o.area.min.y + 0.5f * o.area.height()) continue;
    if (other.min.x > o.area.min.x + 0.5f * o.area.width())
      right = std::min(right, other.min.x - kOverlayMargin * s);
    else
      top = std::max(top, other.max.y + kOverlayMargin * s);
  }
  return {{o.area.min.x + kOverlayMargin * s, top}, {right, o.area.max.y}};
}

/// A text on a veil with an edge of its own colour, from `min` on; the place is taken.
void badge(Overlay& o, glm::vec2 min, Colour edge, bool dot, const std::string& text) {
  const float s = o.scale;
  const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str()));
  const float mark = dot ? 16 * s : 0;
  const Rect place{min, min + size + glm::vec2(20 * s + mark, 10 * s)};
  veil(o, place);
  o.draw->AddRect(to_imgui(place.min), to_imgui(place.max), to_u32(edge), 6 * s, 0, 1.5f * s);
  if (dot) o.draw->AddCircleFilled({min.x + 17 * s, min.y + 5 * s + 0.5f * size.y}, 5 * s, to_u32(edge));
  text_at(o, min + glm::vec2(10 * s + mark, 5 * s), o.theme.text, text);
}

std::string size_text(std::int64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes < 1000) return std::to_string(bytes) + " B";
  return bytes < 1'000'000 ? three_digits(value / 1e3) + " kB" : three_digits(value / 1e6) + " MB";
}

/// What is seen is not what is trained: the past, and that it is being recorded.
void draw_badges(Overlay& o, const ToyPanelInput& input, const ToyViewState& state) {
  const float s = o.scale;
  glm::vec2 at = o.area.min + glm::vec2(kOverlayMargin) * s;
  for (const Rect& other : o.taken)  // below the caption or the inset
    if (other.min.x <= at.x + 1 && other.max.y > at.y && other.min.y < at.y + 1)
      at.y = other.max.y + kOverlayMargin * s;
  const float step = ImGui::GetTextLineHeight() + 16 * s;
  const RecordingStatus& r = input.recording;
  if (r.state != RecordingStatus::State::off) {
    const double length = static_cast<double>(r.frames) / std::max(1, state.recording.fps);
    std::string text = format_duration(r.seconds) + "   " + counted(r.frames, "frame") + ", " +
                       format_duration(length) + " of video   " + size_text(r.bytes);
    if (r.dropped > 0) text += "   " + with_thousands(r.dropped) + " dropped";
    if (r.state == RecordingStatus::State::finishing) text = "saving: " + text;
    badge(o, at, o.theme.recording, true, text);
    at.y += step;
  }
  if (state.time.look_back && input.frame != nullptr)
    badge(o, at, o.theme.accent, false,
          "looking back: iteration " + with_thousands(input.frame->step.iteration) + " of " +
              with_thousands(input.iteration));
}

}  // namespace

void toy_picture_overlay(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                         const Rect& inset) {
  Overlay o{ImGui::GetWindowDrawList(), area, theme(state.theme), ui_scale()};
  if (!inset.empty()) o.taken.push_back(inset);
  o.draw->PushClipRect(to_imgui(area.min), to_imgui(area.max), true);
  const ToyFrame* frame = input.frame;
  const bool one = frame != nullptr && frame->data_dims == 1;
  const Camera2D camera =
      frame != nullptr ? ToyPicture::camera(*frame, area.size(), state.picture_options()) : Camera2D{};
  ImGui::PushFont(font(TextStyle::small));
  if (one) draw_axis_lines(o, camera);
  if (frame != nullptr && !state.panels) draw_caption(o, input);
  draw_badges(o, input, state);
  ImGui::PopFont();
  if (frame != nullptr)
    if (const Rect card = phase_card(*frame, o.theme, room_at_top(o)); !card.empty()) o.taken.push_back(card);
  if (const Rect box = notice_box(input.notice, o.theme, room_at_top(o)); !box.empty())
    o.taken.push_back(box);
  ImGui::PushFont(font(TextStyle::small));
  if (frame != nullptr) {
    const PictureOptions options = state.picture_options();
    draw_legend(o, {*frame, options, state.time.look_back.has_value() || frame->diverged});
    draw_out_of_view(o, *frame, options);
    if (!one) draw_y_ticks(o, camera);  // the vertical axis of 1-D pictures has no one unit
    draw_x_ticks(o, *frame, camera);
    if (one) draw_axis_names(o, camera);
  }
  ImGui::PopFont();
  o.draw->PopClipRect();
}

}  // namespace ganscope
