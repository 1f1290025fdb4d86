#pragma once
#include <string>
#include <vector>

#include "view/panels/toy/view_state.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// One key for each common act: the single source of the key handler and of the help panel.
struct KeyBinding : KeyText {
  ViewCommand command;
};
[[nodiscard]] const std::vector<KeyBinding>& key_bindings();

/// The command bound to `key`, or nullptr.
[[nodiscard]] const ViewCommand* command_for_key(const std::string& key);

}  // namespace ganscope
