#pragma once
#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "view/scene/theme.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// What the help says: keys by sections, and the sections of its columns, about equally long.
using HelpColumns = std::vector<std::vector<std::string>>;
struct HelpText {
  std::string hint;  ///< one line above
  std::vector<KeyText> keys;
  HelpColumns three;
  HelpColumns two;           ///< where three columns have no room
  float three_height = 452;  ///< pixels at scale 1
  float two_height = 664;
};
/// All keys over a veil. True when a click beside it asks to close it.
[[nodiscard]] bool help_panel(const HelpText& help, const Theme& theme, glm::vec2 window);

}  // namespace ganscope
