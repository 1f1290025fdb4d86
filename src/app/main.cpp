#include <string>
#include <vector>

#include "app/commands/command_line.hpp"

int main(int argc, char** argv) {
  return ganscope::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
}
