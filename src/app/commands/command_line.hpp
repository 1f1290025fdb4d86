#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// The whole program: parses `arguments` (without the program's name), runs, prints errors on one
/// line, and returns the exit status: 0, 1 for a failure at run time, 2 for a wrong command line.
[[nodiscard]] int run_command_line(const std::vector<std::string>& arguments);

}  // namespace ganscope
