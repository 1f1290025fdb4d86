#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/panels/common/time_command.hpp"

namespace ganscope {

/// The entries of the commands of timeline and curves.
template <class Command>
[[nodiscard]] std::vector<CommandEntry<Command>> time_entries() {
  using namespace time_command;
  return {command_entry<Command>("look-at", "ITERATION", "shows a moment of the past", &LookAt::iteration),
          command_entry<Command>("look-beside", "COUNT", "moves through the past by kept moments",
                                 &LookBeside::by),
          command_entry<Command, LookAtStart>("look-at-start", "shows the first moment"),
          command_entry<Command, FollowTraining>("follow-training", "shows the training again"),
          command_entry<Command>("select-span", "FROM TO", "plots show these iterations alone",
                                 &SelectSpan::from, &SelectSpan::to),
          command_entry<Command, ClearSpan>("clear-span", "plots show the whole run"),
          command_entry<Command>("toggle-log-axis", "PLOT", "decades, or no longer", &ToggleLogAxis::plot)};
}

}  // namespace ganscope
