#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "view/panels/common/notice_box.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/wrap_text.hpp"

namespace ganscope {

Rect notice_box(const Notice& notice, const Theme& theme, const Rect& room) {
  if (notice.empty()) return {};
  const float s = ui_scale();
  const float rounding = 6 * s;
  const float wrap = std::max(60.f, room.width() - 28 * s);
  const std::string text = wrap_text(notice.text, wrap);
  const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap));
  const glm::vec2 min{std::floor(0.5f * (room.min.x + room.max.x - size.x) - 14 * s), room.min.y};
  const Rect box{min, min + size + glm::vec2(28, 18) * s};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(to_imgui(box.min), to_imgui(box.max), to_u32(theme.panel_raised.with_alpha(0.95f)),
                      rounding);
  draw->AddRect(to_imgui(box.min), to_imgui(box.max), to_u32(notice.error ? theme.error : theme.hairline),
                rounding, 0, 1.5f * s);
  draw->AddText(ImGui::GetFont(), ImGui::GetFontSize(), {min.x + 14 * s, min.y + 9 * s}, to_u32(theme.text),
                text.c_str(), nullptr, wrap);
  return box;
}

}  // namespace ganscope
