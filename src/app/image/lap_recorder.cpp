#include "app/image/lap_recorder.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/files/progress.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"

extern char** environ;

namespace ganscope {
namespace {

/// This process's environment in which progress is said as JSON.
std::vector<std::string> machine_environment() {
  const std::string name = std::string(kProgressFormat) + "=";
  std::vector<std::string> out;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    if (std::strncmp(*variable, name.c_str(), name.size()) != 0) out.emplace_back(*variable);
  out.push_back(name + "json");
  return out;
}

/// What execve() takes: pointers to the words and a nullptr after them.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

LapRecorder::LapRecorder(const std::vector<std::string>& arguments, const std::filesystem::path& program) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
    throw Error(std::string("cannot start the recording: ") + std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
  std::vector<std::string> words{"ganscope"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.insert(words.end(), {"--progress", "0.25"});
  std::vector<std::string> variables = machine_environment();
  const int failed = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, pointers(words).data(),
                                   pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  said_ = pipe[0];
  if (failed != 0) {
    process_ = -1;
    ::close(said_);
    throw Error(std::string("cannot start the recording: ") + std::strerror(failed));
  }
  ::fcntl(said_, F_SETFL, O_NONBLOCK);
}

LapRecorder::~LapRecorder() {
  finish();
  if (said_ >= 0) ::close(said_);
}

void LapRecorder::stop() {
  if (process_ > 0) ::kill(process_, SIGINT);
}

void LapRecorder::finish() {
  if (process_ <= 0) return;
  stop();
  // What it says meanwhile must be read, or a full pipe would hold it.
  ::fcntl(said_, F_SETFL, 0);
  read_on();
  int status = 0;
  ::waitpid(process_, &status, 0);
  judge(status);
}

bool LapRecorder::update() {
  if (process_ <= 0) return false;
  const double before = done_;
  // The end first, then what was said: the last words come before the end.
  int status = 0;
  const bool over = ::waitpid(process_, &status, WNOHANG) == process_;
  read_on();
  if (over) judge(status);
  return done_ != before || over;
}

void LapRecorder::read_on() {
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = ::read(said_, buffer.data(), buffer.size())) > 0;)
    unread_.append(buffer.data(), static_cast<std::size_t>(count));
  for (std::size_t end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n')) {
    take_line(unread_.substr(0, end));
    unread_.erase(0, end + 1);
  }
}

/// A line of JSON from a Progress, or "ganscope: error: ..."; other words are for a person.
void LapRecorder::take_line(const std::string& line) {
  const auto said = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!said.is_object()) {
    if (const std::size_t at = line.find("error: "); at != std::string::npos) error_ = line.substr(at + 7);
    return;
  }
  const auto done = said.find("done");
  const auto total = said.find("total");
  if (done == said.end() || total == said.end() || !done->is_number() || !total->is_number()) return;
  const double all = total->get<double>();
  if (all > 0) done_ = std::clamp(done->get<double>() / all, 0.0, 1.0);
}

void LapRecorder::judge(int status) {
  process_ = -1;
  const bool fine = WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 130);
  if (fine) error_.clear();
  if (!fine && error_.empty()) error_ = "the recording ended without saying why";
}

double LapRecorder::seconds_left() const {
  return done_ > 0.01 ? since_start_.seconds() * (1 - done_) / done_ : -1;
}

}  // namespace ganscope
