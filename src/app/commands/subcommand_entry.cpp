#include "app/commands/subcommand_entry.hpp"

#include <unistd.h>

#include <cstdlib>

namespace ganscope {

/// LibTorch's OpenMP reads this when it is loaded, before main: where more than one thread will train
/// and nobody chose, the program starts itself again with waiting threads that sleep.
void CommandContext::with_threads(int threads) const {
  if (threads <= 1 || std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  ::setenv("OMP_WAIT_POLICY", "passive", 1);
  std::string name = "ganscope";
  std::vector<std::string> copy = words;
  std::vector<char*> argv{name.data()};
  for (std::string& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execv("/proc/self/exe", argv.data());
  // Without /proc the run is only slower.
}

}  // namespace ganscope
