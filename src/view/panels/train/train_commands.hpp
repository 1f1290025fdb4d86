#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/panels/train/train_state.hpp"

namespace ganscope {

/// The commands of the training view: the same hand as the toy mode's.
[[nodiscard]] const CommandTable<TrainViewCommand>& train_commands();

}  // namespace ganscope
