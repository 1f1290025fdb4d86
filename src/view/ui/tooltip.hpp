#pragma once
#include <string>

#include "view/scene/rect.hpp"

/// Every tooltip of the program. One stands beside the panel of what it explains, so that it covers neither
/// that nor its neighbours: left or right of a column or a list, below or above a bar, and only where a panel
/// fills the window beside the item itself. It goes when a mouse button is pressed, so that what the press
/// opens or changes is seen, and stays away until the mouse has moved on.
namespace ganscope {

/// Where a tooltip goes: ImGui's position, and which point of the tooltip stands there (shares of its size).
struct TipPlace {
  glm::vec2 at{0, 0};
  glm::vec2 pivot{0, 0};
  float room = 0;  ///< pixels across that it may fill
};
/// For an item of `panel`, both in pixels of a window of size `screen`; `gap` stays free between.
[[nodiscard]] TipPlace tip_place(const Rect& item, const Rect& panel, glm::vec2 screen, float gap);

/// While the mouse is over the item built last: the text, in lines as long as there is room for.
void tip(const std::string& text);
/// The same for something drawn at `place` in the current panel.
void tip_at(const Rect& place, const std::string& text);

/// A tooltip of other content, such as the values under the mouse, for the item built last, which the caller
/// knows to be hovered; end only after true. It comes back when the mouse moves on within the item.
[[nodiscard]] bool begin_tip();
void end_tip();

}  // namespace ganscope
