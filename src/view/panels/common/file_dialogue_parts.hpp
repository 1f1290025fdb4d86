#pragma once
#include "view/panels/common/file_dialogue_state.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

/// What the file dialogue is made of; only its own files include this.
namespace ganscope::file_dialogue_parts {

/// Where everything stands, in pixels of the window.
struct Places {
  Rect body;
  Rect title;
  Rect field;   ///< with the button that goes up
  Rect under;   ///< the line below the field
  Rect places;  ///< empty where there is no room
  Rect list;    ///< with its heading
  Rect footer;
  float row = 0;  ///< height
};
/// For a window of so many pixels. Narrow ones have no places at the left, low ones less of everything.
[[nodiscard]] Places lay_out_dialogue(glm::vec2 window, bool with_places);

/// The rows that a page key goes on: one less than are seen.
[[nodiscard]] int page_rows(const Places& at);

/// Control characters as '?', so that a name stays on its line.
[[nodiscard]] std::string printable(std::string text);

/// The path field, the button beside it, and what is said below.
void path_field(const FileDialogueState& state, const Theme& theme, const Places& at, FileCommands& out);
void places_column(const FileDialogueState& state, const Theme& theme, const Places& at, FileCommands& out);
void entries_list(const FileDialogueState& state, const Theme& theme, const Places& at, FileCommands& out);

}  // namespace ganscope::file_dialogue_parts
