#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/panels/recover/recover_state.hpp"

namespace ganscope {

/// The commands of the search for latents: the same hand as a training's.
[[nodiscard]] const CommandTable<RecoverViewCommand>& recover_commands();

}  // namespace ganscope
