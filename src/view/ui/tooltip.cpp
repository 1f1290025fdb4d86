#include "view/ui/tooltip.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/wrap_text.hpp"

namespace ganscope {
namespace {

constexpr float kTipGap = 8;          ///< pixels at scale 1 between a tooltip and what it stands beside
constexpr float kWidestTip = 420;     ///< pixels at scale 1 of a line of text
constexpr float kMovedOn = 10;        ///< pixels at scale 1 after which values are shown again
constexpr float kFillsAcross = 0.6f;  ///< share of the window from which a panel leaves no room beside it
constexpr float kFillsDown = 0.5f;
constexpr float kLeastRoom = 0.06f;  ///< share of the window that a tooltip has above or below at least

bool mouse_pressed() {
  return ImGui::IsMouseDown(ImGuiMouseButton_Left) || ImGui::IsMouseDown(ImGuiMouseButton_Right) ||
         ImGui::IsMouseDown(ImGuiMouseButton_Middle);
}

Rect last_item() { return {to_glm(ImGui::GetItemRectMin()), to_glm(ImGui::GetItemRectMax())}; }

/// Where tooltips of this panel stay away after a press. ImGui keeps it with the panel, as it keeps what is
/// open.
class QuietPlace {
 public:
  QuietPlace() : kept_(*ImGui::GetStateStorage()) {}
  [[nodiscard]] Rect get() const {
    return {{value("left"), value("top")}, {value("right"), value("bottom")}};
  }
  void set(const Rect& place) {
    kept_.SetFloat(key("left"), place.min.x);
    kept_.SetFloat(key("top"), place.min.y);
    kept_.SetFloat(key("right"), place.max.x);
    kept_.SetFloat(key("bottom"), place.max.y);
  }

 private:
  static ImGuiID key(const char* side) { return ImHashStr(side, 0, ImHashStr("quiet place")); }
  [[nodiscard]] float value(const char* side) const { return kept_.GetFloat(key(side)); }
  ImGuiStorage& kept_;
};

/// Whether the tooltip of an item may show now; a press keeps it away until the mouse has left `until_left`.
/// To be asked in every frame, hovered or not: so it is seen when the mouse leaves.
bool may_show(bool hovered, const Rect& until_left) {
  QuietPlace quiet;
  const glm::vec2 mouse = to_glm(ImGui::GetIO().MousePos);
  if (!quiet.get().empty() && !quiet.get().contains(mouse)) quiet.set({});
  if (!hovered) return false;
  if (mouse_pressed()) quiet.set(until_left);
  return quiet.get().empty();
}

float place_next(const Rect& item) {
  const ImGuiWindow* panel = ImGui::GetCurrentWindow()->RootWindow;
  const ImRect rect = panel->Rect();
  const TipPlace place = tip_place(item, {to_glm(rect.Min), to_glm(rect.Max)},
                                   to_glm(ImGui::GetIO().DisplaySize), kTipGap * ui_scale());
  ImGui::SetNextWindowPos(to_imgui(place.at), ImGuiCond_Always, to_imgui(place.pivot));
  return place.room;
}

void show(const Rect& item, const std::string& text) {
  const float room = place_next(item);
  ImGui::BeginTooltip();
  const float width = std::min(kWidestTip * ui_scale(), room) - 2 * ImGui::GetStyle().WindowPadding.x;
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);  // of words that are wider
  ImGui::TextUnformatted(wrap_text(text, width).c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace

TipPlace tip_place(const Rect& item, const Rect& panel, glm::vec2 screen, float gap) {
  const glm::vec2 centre = 0.5f * (item.min + item.max);
  // The point of the tooltip that lies at the item is as far along it as the item is along the window: so
  // none of it leaves the window.
  const glm::vec2 along{std::clamp(centre.x / std::max(1.f, screen.x), 0.f, 1.f),
                        std::clamp(centre.y / std::max(1.f, screen.y), 0.f, 1.f)};
  const bool across = panel.width() > kFillsAcross * screen.x;
  const bool down = panel.height() > kFillsDown * screen.y;
  if (across) {
    const Rect& beside = down ? item : panel;
    const bool below = 0.5f * (beside.min.y + beside.max.y) < 0.5f * screen.y;
    // An item as large as the window leaves no room: then part of it is covered rather than nothing said.
    const float y = std::clamp(below ? beside.max.y + gap : beside.min.y - gap, kLeastRoom * screen.y,
                               (1 - kLeastRoom) * screen.y);
    return {{centre.x, y}, {along.x, below ? 0.f : 1.f}, screen.x};
  }
  const bool right = screen.x - panel.max.x > panel.min.x;
  return {{right ? panel.max.x + gap : panel.min.x - gap, centre.y},
          {right ? 0.f : 1.f, along.y},
          (right ? screen.x - panel.max.x : panel.min.x) - gap};
}

void tip(const std::string& text) {
  if (may_show(ImGui::IsItemHovered(), last_item())) show(last_item(), text);
}

void tip_at(const Rect& place, const std::string& text) {
  const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                    place.contains(to_glm(ImGui::GetIO().MousePos));
  if (may_show(over, place)) show(place, text);
}

bool begin_tip() {
  const glm::vec2 mouse = to_glm(ImGui::GetIO().MousePos);
  const glm::vec2 near(kMovedOn * ui_scale());
  if (!may_show(true, {mouse - near, mouse + near})) return false;
  // In a bar the values stand where the mouse is along it.
  Rect item = last_item();
  item.min.x = item.max.x = std::clamp(mouse.x, item.min.x, item.max.x);
  static_cast<void>(place_next(item));
  ImGui::BeginTooltip();
  return true;
}

void end_tip() { ImGui::EndTooltip(); }

}  // namespace ganscope
