#pragma once
#include <string>
#include <vector>

#include "view/panels/toy/toy_state.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// One key for each common act: the single source of the key handler and of the help panel.
struct ToyKeyBinding : KeyText {
  ToyViewCommand command;
};
[[nodiscard]] const std::vector<ToyKeyBinding>& toy_key_bindings();

/// The command bound to `key`, or nullptr.
[[nodiscard]] const ToyViewCommand* toy_command_for_key(const std::string& key);

}  // namespace ganscope
