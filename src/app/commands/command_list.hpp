#pragma once

namespace ganscope {

/// `ganscope commands`: what the window can be told, by name, mode for mode, with keys. Returns 0.
int print_command_list(bool json);

}  // namespace ganscope
