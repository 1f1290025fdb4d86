#include <imgui.h>

#include <cmath>

#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

Rect phase_card(const ToyFrame& frame, const Theme& theme, const Rect& room) {
  if (!frame.phase) return {};
  const float s = ui_scale();
  const auto index = static_cast<std::size_t>(frame.phase->phase);
  const PhaseInfo& info = phase_list()[index];
  const std::string step = std::to_string(index + 1) + " of " + std::to_string(kPhaseCount);
  const float wrap = std::min(room.width(), 460 * s) - 28 * s;
  if (wrap < 120 * s) return {};

  ImFont* title = font(TextStyle::title);
  ImFont* body = font(TextStyle::body);
  const glm::vec2 name = to_glm(title->CalcTextSizeA(title->FontSize, wrap, 0, info.name.c_str()));
  const glm::vec2 text = to_glm(body->CalcTextSizeA(body->FontSize, wrap, wrap, info.sentence.c_str()));
  const float dots = 12 * s;
  const glm::vec2 size{wrap + 28 * s, name.y + text.y + dots + 26 * s};
  const float left = std::floor(0.5f * (room.min.x + room.max.x - size.x));
  const Rect place{{left, room.min.y}, glm::vec2(left, room.min.y) + size};

  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(to_imgui(place.min), to_imgui(place.max), to_u32(theme.panel_raised.with_alpha(0.95f)),
                      6 * s);
  const glm::vec2 at = place.min + glm::vec2(14, 9) * s;
  draw->AddText(title, title->FontSize, to_imgui(at), to_u32(theme.text), info.name.c_str());
  const glm::vec2 count = to_glm(body->CalcTextSizeA(body->FontSize, wrap, 0, step.c_str()));
  draw->AddText(body, body->FontSize, {place.max.x - 14 * s - count.x, at.y + 0.5f * (name.y - count.y)},
                to_u32(theme.text_muted), step.c_str());
  draw->AddText(body, body->FontSize, {at.x, at.y + name.y + 4 * s}, to_u32(theme.text),
                info.sentence.c_str(), nullptr, wrap);
  // One dot a phase, in the colour of the side whose turn it is.
  for (std::size_t i = 0; i < static_cast<std::size_t>(kPhaseCount); ++i) {
    const bool discriminator = i <= static_cast<std::size_t>(Phase::discriminator_step);
    const Colour colour = discriminator ? theme.discriminator : theme.generator;
    draw->AddCircleFilled({at.x + 4 * s + 14 * s * static_cast<float>(i), place.max.y - 13 * s},
                          (i == index ? 4.5f : 3.f) * s, to_u32(colour.with_alpha(i <= index ? 1.f : 0.3f)));
  }
  return place;
}

}  // namespace ganscope
