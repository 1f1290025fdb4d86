#include "app/commands/command_list.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/modes.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

void print_mode(const ModeCommands& mode) {
  std::printf("%s\n", mode.mode.c_str());
  for (const CommandInfo& command : mode.commands) {
    const std::string form = command.name + (command.arguments.empty() ? "" : " " + command.arguments);
    const std::string keys = command.keys.empty() ? "" : "  (" + join(command.keys, "; ") + ")";
    std::printf("  %-32s %s%s\n", form.c_str(), command.help.c_str(), keys.c_str());
  }
}

}  // namespace

int print_command_list(bool json) {
  if (!json) {
    for (const ModeCommands& mode : mode_commands()) print_mode(mode);
    return 0;
  }
  nlohmann::ordered_json out;
  for (const ModeCommands& mode : mode_commands()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const CommandInfo& command : mode.commands)
      list.push_back({{"name", command.name},
                      {"arguments", command.arguments},
                      {"help", command.help},
                      {"keys", command.keys}});
    out[mode.mode] = std::move(list);
  }
  std::printf("%s\n", out.dump(2).c_str());
  return 0;
}

}  // namespace ganscope
