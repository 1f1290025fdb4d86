#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// Of the list that is open: its place among the keys.
struct OpenList {
  int frame = -1;                    ///< in which it was built last
  int cursor = -1;                   ///< the entry that Enter chooses; -1 for none
  bool opens = false;                ///< in this frame
  bool reveal = false;               ///< the cursor's entry should come into view
  bool enter = false;                ///< it was chosen by a key
  std::vector<std::string> texts{};  ///< of the entries, as they are built
};

/// A list that opens below a field, which shows `preview`; `flags` are ImGui's of a combo. False while it is
/// closed; then the field is the last item. While it is open the keys are its own: arrows, Page Up and Down,
/// Home and End go to an entry, a letter to the next one that begins so, Enter or Space chooses, Esc closes.
/// A mode's keys rest meanwhile (UiContext::list_has_keys()). end_drop_list() only after true.
[[nodiscard]] bool begin_drop_list(const char* id, const std::string& preview, int flags = 0);
/// One entry; `current` is the one in force, which is marked. True when it was chosen. `id` where two entries
/// may have one text.
[[nodiscard]] bool drop_list_entry(const std::string& text, bool current, const std::string& id = {});
void end_drop_list();

/// Where the keys that were pressed lead in a list of `texts`, from `cursor`: `typed` is the character typed,
/// 0 for none. Rows beyond the ends are the ends.
enum class ListMove { none, up, down, page_up, page_down, home, end };
[[nodiscard]] int moved_cursor(const std::vector<std::string>& texts, int cursor, ListMove move,
                               unsigned typed);

}  // namespace ganscope
