#include "app/files/get_data.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "app/files/assets.hpp"
#include "core/error.hpp"
#include "engine/images/idx_set.hpp"

extern char** environ;

namespace ganscope {
namespace {

constexpr const char* kScript = "get_data.sh";

/// Its exit status, or 128 and more where a signal ended it.
int run_script(const std::filesystem::path& script, std::vector<std::string> words) {
  words.insert(words.begin(), script.string());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // Standard output is for what the command itself prints.
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, script.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw Error("cannot start " + script.string() + ": " + std::strerror(failed));
  int status = 0;
  while (::waitpid(process, &status, 0) < 0)
    if (errno != EINTR) throw Error("cannot wait for " + script.string() + ": " + std::strerror(errno));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

void get_image_data(const std::string& name, const std::filesystem::path& data_dir) {
  const std::vector<std::string>& names = idx_set_names();
  if (name.starts_with("folder:") || name.starts_with("yelp:"))
    throw UsageError("--get with " + name + ": those images are your own; expected mnist or one of its kin");
  if (std::find(names.begin(), names.end(), name) == names.end()) throw unknown_name("data", name, names);
  const std::filesystem::path script = script_path(kScript);
  if (script.empty())
    throw Error(std::string("--get: ") + kScript +
                " is not where it comes along, in ../share/ganscope/scripts beside the program's folder");
  std::vector<std::string> words;
  if (!data_dir.empty()) words = {"--data-dir", data_dir.string()};
  words.push_back(name);
  if (const int status = run_script(script, words); status != 0)
    throw Error(name + " isn't there whole; what it lacks, and where it goes, is said above");
}

}  // namespace ganscope
