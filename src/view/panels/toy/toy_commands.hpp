#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/panels/toy/toy_state.hpp"

namespace ganscope {

/// The commands of the toy mode: one name and one text for each, one key for each common act.
[[nodiscard]] const CommandTable<ToyViewCommand>& toy_commands();

}  // namespace ganscope
