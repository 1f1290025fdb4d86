#include "app/files/progress.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/files.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// What `run` says on standard error while the format of progress is `format`.
template <class Run>
std::string said_by(const char* format, Run run) {
  const TempDir dir;
  const std::filesystem::path path = dir / "said";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  const int before = ::dup(STDERR_FILENO);
  ::dup2(file, STDERR_FILENO);
  ::setenv(kProgressFormat, format, 1);
  run();
  ::unsetenv(kProgressFormat);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  ::close(file);
  return content_of(path);
}

void three_updates() {
  Progress progress(4800, "frame", "frames", 0);
  for (const int done : {0, 1200, 4800}) progress.update(done, "a note");
}

}  // namespace

TEST_CASE("progress for a program is lines of JSON and nothing else") {
  std::istringstream lines(said_by("json", three_updates));
  std::vector<nlohmann::json> all;
  for (std::string line; std::getline(lines, line);) all.push_back(nlohmann::json::parse(line));
  REQUIRE(all.size() == 3);
  CHECK(all[1] == nlohmann::json{{"done", 1200}, {"total", 4800}});
  CHECK(all[2].at("done") == 4800);
}

TEST_CASE("progress for a person is words") {
  const std::string words = said_by("", three_updates);
  CHECK(words.find("1,200 of 4,800 frames") != std::string::npos);
  CHECK(words.find("a note") != std::string::npos);
  CHECK(words.find('{') == std::string::npos);
}
