#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

/// The right end of every mode's bar: the menu of all commands that have a line, and the help.
template <class Command>
void command_menu(const BarEnd& end, const CommandTable<Command>& commands, std::vector<Command>& out) {
  const BarEnd::Chosen chosen = menu_and_help(end, commands.key_texts());
  if (chosen.key >= 0) out.push_back(commands.rows()[static_cast<std::size_t>(chosen.key)].command);
  if (chosen.help) out.push_back(window_command::ToggleHelp{});
}

}  // namespace ganscope
