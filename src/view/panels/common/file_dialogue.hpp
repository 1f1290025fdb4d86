#pragma once
#include <glm/vec2.hpp>

#include <utility>
#include <vector>

#include "view/panels/common/file_dialogue_state.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// The file dialogue over everything else, with a veil that keeps mouse and eye from what is behind it;
/// nothing where it isn't open. Of `window` pixels. Call it last of an interface frame, and do what it
/// returns before the next one. While it is open all keys are its own: the session gives those of the window
/// to nothing else.
[[nodiscard]] FileCommands file_dialogue(const FileDialogueState& state, const Theme& theme,
                                         glm::vec2 window);

/// The same as the last panel of a mode, whose commands go among the mode's own.
template <class Command>
void file_dialogue_over(const FileDialogueState& state, const Theme& theme, glm::vec2 window,
                        std::vector<Command>& out) {
  for (FileCommand& act : file_dialogue(state, theme, window))
    out.push_back(window_command::UseFileDialogue{std::move(act)});
}

}  // namespace ganscope
