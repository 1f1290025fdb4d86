#pragma once
#include <string>
#include <vector>

#include "view/panels/view_state.hpp"

namespace ganscope {

/// A key as the help panel tells it.
struct KeyText {
  std::string key;      ///< "Space", "G", ".", "Tab", "F1", "Ctrl+Q"
  std::string section;  ///< heading in the help panel
  std::string what;     ///< one short line
};

/// One key for each common act: the single source of the key handler and of the help panel.
struct KeyBinding : KeyText {
  ViewCommand command;
};
[[nodiscard]] const std::vector<KeyBinding>& key_bindings();

/// The command bound to `key`, or nullptr.
[[nodiscard]] const ViewCommand* command_for_key(const std::string& key);

}  // namespace ganscope
