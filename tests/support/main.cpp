#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <string>

#include "core/log.hpp"
#include "engine/onednn_health.hpp"
#include "support/expect_log.hpp"

namespace {

std::atomic<int> expected_warnings{0};

/// A line of level warning or above fails the test that caused it, unless the test expects it.
void fail_on_warning(ganscope::LogLevel level, std::string_view message) {
  if (level < ganscope::LogLevel::warning || expected_warnings > 0) return;
  const std::string text(message);
  FAIL_CHECK("unexpected log line: " << text);
}

/// Says how many test cases ran, as "cases: 12 passed, 0 failed". Doctest's own line counts those that
/// --first and
/// --last leave out as passed.
class CaseCount : public doctest::IReporter {
 public:
  explicit CaseCount(const doctest::ContextOptions&) {}
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats&) override {
    std::printf("cases: %d passed, %d failed\n", passed_, failed_);
  }
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    ++(stats.testCaseSuccess ? passed_ : failed_);
  }
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}

 private:
  int passed_ = 0;
  int failed_ = 0;
};
REGISTER_LISTENER("case count", 1, CaseCount);

}  // namespace

namespace ganscope::test {
ExpectLog::ExpectLog() { ++expected_warnings; }
ExpectLog::~ExpectLog() { --expected_warnings; }
}  // namespace ganscope::test

int main(int argc, char** argv) {
  ganscope::avoid_broken_onednn();  // as the program does
  ganscope::set_log_sink(fail_on_warning);
  doctest::Context context;
  context.applyCommandLine(argc, argv);
  return context.run();
}
