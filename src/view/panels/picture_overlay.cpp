#include <imgui.h>

#include <algorithm>
#include <cstdio>

#include "core/text.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"
#include "view/scene/colour_maps.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {
namespace {

struct Overlay {
  ImDrawList* draw;
  const Rect& area;
  const Theme& theme;
  float scale;
};

void text_at(const Overlay& o, glm::vec2 at, Colour colour, const std::string& text) {
  o.draw->AddText(to_imgui(at), to_u32(colour), text.c_str());
}

std::string fixed(double value, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value == 0 ? 0.0 : value);
  return buffer;
}

/// Faint ticks along the lower and the left edge of the picture.
void draw_ticks(const Overlay& o, const ToyFrame& frame, const ToyPicture::Options& options) {
  const Camera2D camera = ToyPicture::camera(frame, o.area.size(), options);
  const Bounds seen = camera.visible();
  const float length = 6 * o.scale;
  const Colour line = o.theme.tick;
  const Ticks xs = nice_ticks(seen.min.x, seen.max.x, std::max(2, static_cast<int>(o.area.width() / (130 * o.scale))));
  for (const double x : xs.positions) {
    const float at = o.area.min.x + camera.to_pixel({static_cast<float>(x), 0}).x;
    const std::string text = fixed(x, xs.decimals);
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    if (at - size.x < o.area.min.x + 40 * o.scale || at + size.x > o.area.max.x) continue;
    o.draw->AddLine({at, o.area.max.y - length}, {at, o.area.max.y}, to_u32(line), o.scale);
    text_at(o, {at - 0.5f * size.x, o.area.max.y - length - size.y - 1}, line, text);
  }
  if (frame.data_dims == 1) return;  // the vertical axis of 1-D pictures has its own labels
  const Ticks ys = nice_ticks(seen.min.y, seen.max.y, std::max(2, static_cast<int>(o.area.height() / (130 * o.scale))));
  for (const double y : ys.positions) {
    const float at = o.area.min.y + camera.to_pixel({0, static_cast<float>(y)}).y;
    const std::string text = fixed(y, ys.decimals);
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    if (at - size.y < o.area.min.y || at + 2.5f * size.y > o.area.max.y) continue;
    o.draw->AddLine({o.area.min.x, at}, {o.area.min.x + length, at}, to_u32(line), o.scale);
    text_at(o, {o.area.min.x + length + 4 * o.scale, at - 0.5f * size.y}, line, text);
  }
}

/// Axes of the 1-D picture: data axis, latent axis, and what they are.
void draw_one_dimension_axes(const Overlay& o, const ToyFrame& frame, const ToyPicture::Options& options) {
  const Camera2D camera = ToyPicture::camera(frame, o.area.size(), options);
  const auto y_at = [&](float y) { return o.area.min.y + camera.to_pixel({0, y}).y; };
  for (const auto& [y, name] : {std::pair(0.f, "data x"), std::pair(kLatentAxis, "latent z")}) {
    const float at = y_at(y);
    o.draw->AddLine({o.area.min.x, at}, {o.area.max.x, at}, to_u32(o.theme.tick.with_alpha(0.6f)), o.scale);
    const ImVec2 size = ImGui::CalcTextSize(name);
    text_at(o, {o.area.max.x - size.x - 10 * o.scale, at + 3 * o.scale}, o.theme.text_muted, name);
  }
}

struct LegendEntry {
  enum class Mark { ring, disc, line, blend, arrow } mark;
  Colour colour;
  std::string text;
};

std::vector<LegendEntry> legend_entries(const ToyFrame& frame, const LayerSet& shown, const Theme& t) {
  using Mark = LegendEntry::Mark;
  const bool one = frame.data_dims == 1;
  std::vector<LegendEntry> out;
  if (shown.has(LayerId::real))
    out.push_back({one ? Mark::line : Mark::ring, t.real_sample, one ? "density of real samples" : "real samples"});
  if (shown.has(LayerId::generated))
    out.push_back({one ? Mark::line : Mark::disc, t.generator,
                   one ? "density of generated samples" : "generated, in the colour of z"});
  if (shown.has(LayerId::field))
    out.push_back({one ? Mark::line : Mark::blend, t.discriminator,
                   one ? "D(x)" : "D says: generated to real"});
  if (shown.has(LayerId::decision) && !one)
    out.push_back({Mark::line, t.decision,
                   frame.field.kind == ScoreKind::critic ? "critic's midpoint" : "D = 1/2"});
  if (shown.has(LayerId::gradients) && !one)
    out.push_back({Mark::arrow, t.gradient, "push on generated samples"});
  return out;
}

void draw_mark(const Overlay& o, const LegendEntry& e, glm::vec2 centre) {
  const float s = o.scale;
  const ImU32 colour = to_u32(e.colour);
  switch (e.mark) {
    case LegendEntry::Mark::ring: o.draw->AddCircle(to_imgui(centre), 4 * s, colour, 0, 1.4f * s); break;
    case LegendEntry::Mark::disc:
      for (int i = 0; i < 3; ++i)
        o.draw->AddCircleFilled({centre.x + static_cast<float>(i - 1) * 8 * s, centre.y}, 3.4f * s,
                                to_u32(latent_colour({0.1f + 0.4f * static_cast<float>(i), 0.85f}, o.theme)));
      break;
    case LegendEntry::Mark::line:
      o.draw->AddLine({centre.x - 10 * s, centre.y}, {centre.x + 10 * s, centre.y}, colour, 2.f * s);
      break;
    case LegendEntry::Mark::arrow:
      o.draw->AddLine({centre.x - 9 * s, centre.y}, {centre.x + 9 * s, centre.y}, colour, 1.6f * s);
      o.draw->AddLine({centre.x + 9 * s, centre.y}, {centre.x + 4 * s, centre.y - 3.5f * s}, colour, 1.6f * s);
      o.draw->AddLine({centre.x + 9 * s, centre.y}, {centre.x + 4 * s, centre.y + 3.5f * s}, colour, 1.6f * s);
      break;
    case LegendEntry::Mark::blend: {
      constexpr int kSteps = 12;
      const float width = 22 * s / kSteps;
      for (int i = 0; i < kSteps; ++i) {
        const float x = centre.x - 11 * s + width * static_cast<float>(i);
        o.draw->AddRectFilled({x, centre.y - 5 * s}, {x + width + 0.5f, centre.y + 5 * s},
                              to_u32(field_colour(static_cast<float>(i) / (kSteps - 1), o.theme)));
      }
      break;
    }
  }
}

/// Inside the lower right corner, on a veil that keeps it readable over the field.
void draw_legend(const Overlay& o, const ToyFrame& frame, const LayerSet& shown) {
  const std::vector<LegendEntry> entries = legend_entries(frame, shown, o.theme);
  if (entries.empty()) return;
  const float s = o.scale;
  const float line = ImGui::GetTextLineHeight() + 5 * s;
  float widest = 0;
  for (const LegendEntry& e : entries) widest = std::max(widest, ImGui::CalcTextSize(e.text.c_str()).x);
  const glm::vec2 size{widest + 52 * s, line * static_cast<float>(entries.size()) + 10 * s};
  const glm::vec2 max = o.area.max - glm::vec2(12, 34) * s;
  const glm::vec2 min = max - size;
  if (min.x < o.area.min.x + 60 * s || min.y < o.area.min.y + 60 * s) return;  // no room: the picture first
  o.draw->AddRectFilled(to_imgui(min), to_imgui(max), to_u32(o.theme.panel.with_alpha(0.78f)), 6 * s);
  float y = min.y + 5 * s;
  for (const LegendEntry& e : entries) {
    draw_mark(o, e, {min.x + 22 * s, y + 0.5f * line});
    text_at(o, {min.x + 42 * s, y + 2.5f * s}, o.theme.text, e.text);
    y += line;
  }
}

/// Without panels the picture itself says what it shows and when.
void draw_caption(const Overlay& o, const PanelInput& input) {
  const ToyFrame& frame = *input.frame;
  const std::string title = "iteration " + with_thousands(frame.step.iteration);
  std::string detail = frame.config.data + " from " + frame.config.latent + "  \xc2\xb7  " +
                       name_of(frame.config.loss) + "  \xc2\xb7  seed " + std::to_string(frame.config.seed);
  if (input.rate > 0) detail += "  \xc2\xb7  " + (input.running ? three_digits(input.rate) + " it/s" : std::string("paused"));
  const float s = o.scale;
  ImGui::PushFont(font(TextStyle::title));
  const ImVec2 title_size = ImGui::CalcTextSize(title.c_str());
  ImGui::PopFont();
  const ImVec2 detail_size = ImGui::CalcTextSize(detail.c_str());
  const glm::vec2 min = o.area.min + glm::vec2(12, 12) * s;
  const glm::vec2 size{std::max(title_size.x, detail_size.x) + 24 * s, title_size.y + detail_size.y + 18 * s};
  if (size.x > o.area.width() - 24 * s || size.y > 0.4f * o.area.height()) return;
  o.draw->AddRectFilled(to_imgui(min), to_imgui(min + size), to_u32(o.theme.panel.with_alpha(0.78f)), 6 * s);
  o.draw->AddText(font(TextStyle::title), kTitleSize * s, {min.x + 12 * s, min.y + 6 * s}, to_u32(o.theme.text),
                  title.c_str());
  text_at(o, {min.x + 12 * s, min.y + 10 * s + title_size.y}, o.theme.text_muted, detail);
}

/// A message in the middle of the upper edge: divergence stays, a notice goes by itself.
void draw_notice(const Overlay& o, const Notice& notice) {
  if (notice.empty()) return;
  const float s = o.scale;
  const float wrap = std::max(60.f, o.area.width() - 80 * s);
  const ImVec2 size = ImGui::CalcTextSize(notice.text.c_str(), nullptr, false, wrap);
  const glm::vec2 min{0.5f * (o.area.min.x + o.area.max.x - size.x) - 14 * s, o.area.min.y + 14 * s};
  const glm::vec2 max = min + to_glm(size) + glm::vec2(28, 18) * s;
  o.draw->AddRectFilled(to_imgui(min), to_imgui(max), to_u32(o.theme.panel_raised.with_alpha(0.95f)), 6 * s);
  o.draw->AddRect(to_imgui(min), to_imgui(max), to_u32(notice.error ? o.theme.error : o.theme.hairline), 6 * s, 0,
                  1.5f * s);
  o.draw->AddText(ImGui::GetFont(), ImGui::GetFontSize(), {min.x + 14 * s, min.y + 9 * s}, to_u32(o.theme.text),
                  notice.text.c_str(), nullptr, wrap);
}

}  // namespace

void picture_overlay(const PanelInput& input, const ViewState& state, const Rect& area) {
  const Overlay o{ImGui::GetWindowDrawList(), area, theme(state.picture.theme), ui_scale()};
  ImGui::PushFont(font(TextStyle::small));
  o.draw->PushClipRect(to_imgui(area.min), to_imgui(area.max), true);
  if (input.frame != nullptr) {
    if (input.frame->data_dims == 1) draw_one_dimension_axes(o, *input.frame, state.picture);
    draw_ticks(o, *input.frame, state.picture);
    draw_legend(o, *input.frame, state.picture.layers);
    if (!state.panels) draw_caption(o, input);
  }
  ImGui::PopFont();
  draw_notice(o, input.notice);
  o.draw->PopClipRect();
}

}  // namespace ganscope
