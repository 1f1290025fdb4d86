#include "core/log.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/expect_log.hpp"

using namespace ganscope;

TEST_SUITE("log") {
  TEST_CASE("a sink gets every line and gives way to the one before it") {
    std::vector<std::pair<LogLevel, std::string>> lines;
    const LogSink before =
        set_log_sink([&](LogLevel level, std::string_view text) { lines.emplace_back(level, text); });
    log(LogLevel::debug, "one");
    log(LogLevel::error, "two");
    int second = 0;
    const LogSink first = set_log_sink([&](LogLevel, std::string_view) { ++second; });
    log(LogLevel::info, "three");
    set_log_sink(first);
    log(LogLevel::warning, "four");
    set_log_sink(before);
    CHECK(second == 1);
    CHECK(lines == std::vector<std::pair<LogLevel, std::string>>{
                       {LogLevel::debug, "one"}, {LogLevel::error, "two"}, {LogLevel::warning, "four"}});
  }

  TEST_CASE("no sink drops the lines") {
    const LogSink before = set_log_sink(nullptr);
    log(LogLevel::error, "nobody reads this");
    const LogSink none = set_log_sink(before);
    CHECK_FALSE(static_cast<bool>(none));
  }

  TEST_CASE("lines from several threads arrive one at a time and whole") {
    std::vector<std::string> lines;
    std::mutex mutex;  // the test's own, so that it fails by counting and not by chance
    std::atomic<int> inside = 0;
    std::atomic<int> together = 0;
    const LogSink before = set_log_sink([&](LogLevel, std::string_view text) {
      if (++inside > 1) ++together;
      std::this_thread::yield();
      {
        const std::lock_guard lock(mutex);
        lines.emplace_back(text);
      }
      --inside;
    });
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([t] {
        for (int i = 0; i < 500; ++i) log(LogLevel::info, std::string(20, static_cast<char>('a' + t)));
      });
    for (std::thread& thread : threads) thread.join();
    set_log_sink(before);
    CHECK(together == 0);
    REQUIRE(lines.size() == 2000);
    int counts[4] = {};
    for (const std::string& line : lines) {
      REQUIRE(line == std::string(20, line[0]));
      ++counts[line[0] - 'a'];
    }
    for (const int count : counts) CHECK(count == 500);
  }

  TEST_CASE("an expected warning does not fail the test that caused it") {
    const test::ExpectLog expected;
    log(LogLevel::warning, "on purpose");
    CHECK(true);
  }
}
