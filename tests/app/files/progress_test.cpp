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

TEST_CASE("progress: neither the first line nor the last tells a rate of nothing") {
  CHECK(progress_text({.done = 0, .total = 120, .first = 0, .elapsed = 0}, "frame") == "0 of 120 frames");
  CHECK(progress_text({.done = 0, .total = 120, .first = 0, .elapsed = 2}, "frame") == "0 of 120 frames");
  CHECK(progress_text({.done = 18, .total = 18, .first = 18, .elapsed = 1}, "iteration") ==
        "18 of 18 iterations");
  CHECK(progress_text({.done = 30, .total = 120, .first = 0, .elapsed = 2}, "frame") ==
        "30 of 120 frames, 15.0/s, 0:06 left");
  CHECK(progress_text({.done = 120, .total = 120, .first = 0, .elapsed = 8}, "frame") ==
        "120 of 120 frames in 0:08, 15.0/s");
  // What was done before doesn't count as made.
  CHECK(progress_text({.done = 110, .total = 120, .first = 100, .elapsed = 5}, "frame") ==
        "110 of 120 frames, 2.00/s, 0:05 left");
  CHECK(progress_text({.done = 2, .total = 4, .first = 0, .elapsed = 1}, "batch", "batches") ==
        "2 of 4 batches, 2.00/s, 0:01 left");
}
