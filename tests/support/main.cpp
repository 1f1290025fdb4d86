#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "core/log.hpp"
#include "support/expect_log.hpp"

namespace {

std::atomic<int> expected_warnings{0};

/// A line of level warning or above fails the test that caused it, unless the test expects it.
void fail_on_warning(ganscope::LogLevel level, std::string_view message) {
  if (level < ganscope::LogLevel::warning || expected_warnings > 0) return;
  const std::string text(message);
  FAIL_CHECK("unexpected log line: " << text);
}

}  // namespace

namespace ganscope::test {
ExpectLog::ExpectLog() { ++expected_warnings; }
ExpectLog::~ExpectLog() { --expected_warnings; }
}  // namespace ganscope::test

int main(int argc, char** argv) {
  ganscope::set_log_sink(fail_on_warning);
  doctest::Context context;
  context.applyCommandLine(argc, argv);
  return context.run();
}
