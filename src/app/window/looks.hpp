#pragma once
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person chose about looks: it belongs to the window and holds in every mode.
struct Looks {
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;  ///< 0.5 to 4
  bool panels = true;
  bool fullscreen = false;
  bool operator==(const Looks&) const = default;
};

}  // namespace ganscope
