#pragma once
#include <string>
#include <utility>
#include <vector>

namespace ganscope {

/// A command line worth copying, for --help and man pages.
struct CommandExample {
  std::string line;  ///< "ganscope toy --preset fig1d"
  std::string what;  ///< what it does, one sentence
};

/// Those of the command called `name` ("ganscope oracle train"); empty for one without.
[[nodiscard]] std::vector<CommandExample> command_examples(const std::string& name);

/// Every one, for the test that holds them to the options there are.
[[nodiscard]] const std::vector<std::pair<std::string, CommandExample>>& all_command_examples();

}  // namespace ganscope
