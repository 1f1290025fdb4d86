#pragma once
#include <cstdint>
#include <string>

#include "view/panels/common/file_dialogue_state.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What a person chose about looks: it belongs to the window and holds in every mode.
struct Looks {
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;  ///< of the interface, 0.5 to 4
  bool panels = true;
  bool fullscreen = false;
  bool operator==(const Looks&) const = default;
};

/// What every mode's choices about looking begin with.
struct WindowState : Looks {
  bool help = false;
  std::string behind;  ///< what goes on in a mode behind this one: "recording lap.mp4"; "" for nothing
  FileDialogueState files;
  std::int64_t refusals = 0;  ///< commands so far that could not be done, of which a field keeps its text
};

}  // namespace ganscope
