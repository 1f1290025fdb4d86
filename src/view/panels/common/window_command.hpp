#pragma once
#include <string>
#include <variant>

#include "view/panels/common/file_dialogue_state.hpp"

namespace ganscope {

/// What a person can ask for in every mode.
namespace window_command {
struct ToggleTheme {};
struct ScaleInterface {
  float by = 1;  ///< factor
};
struct TogglePanels {};
struct ToggleHelp {};
struct ToggleFullscreen {};
struct SavePicture {};
struct CopyCommand {};
struct SwitchMode {
  std::string mode;  ///< its name; "" for the next one
};
/// Opens the file dialogue.
struct AskForFile {
  std::string kind;  ///< of file, as the mode calls it; "" for its first one
};
/// What a person did in it.
struct UseFileDialogue {
  FileCommand act;
};
/// Closes what is open, one thing at a time, the nearest to the eye first.
struct Dismiss {};
struct Quit {};
/// What was typed cannot be used; says why.
struct Refuse {
  std::string why;
};
}  // namespace window_command

using WindowCommand =
    std::variant<window_command::ToggleTheme, window_command::ScaleInterface, window_command::TogglePanels,
                 window_command::ToggleHelp, window_command::ToggleFullscreen, window_command::SavePicture,
                 window_command::CopyCommand, window_command::SwitchMode, window_command::AskForFile,
                 window_command::UseFileDialogue, window_command::Dismiss, window_command::Quit,
                 window_command::Refuse>;

}  // namespace ganscope
