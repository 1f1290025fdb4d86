#include "exchange/run_log.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace ganscope;

namespace {

StepReport step(std::int64_t iteration) {
  StepReport report;
  report.iteration = iteration;
  return report;
}

ToyMetrics metrics(std::int64_t iteration) {
  ToyMetrics m;
  m.iteration = iteration;
  return m;
}

}  // namespace

TEST_SUITE("run_log") {
  TEST_CASE("a reader catches up on what is new") {
    RunLog log;
    RunLog::Reader reader;
    log.catch_up(reader);
    CHECK(reader.steps.empty());
    for (int i = 1; i <= 5; ++i) log.add(step(i));
    log.add(metrics(5));
    log.catch_up(reader);
    REQUIRE(reader.steps.size() == 5);
    REQUIRE(reader.metrics.size() == 1);
    CHECK(reader.steps[4].iteration == 5);
    log.catch_up(reader);
    CHECK(reader.steps.size() == 5);
    // What a reader has is not copied again.
    reader.steps[0].iteration = 99;
    log.add(step(6));
    log.catch_up(reader);
    REQUIRE(reader.steps.size() == 6);
    CHECK(reader.steps[0].iteration == 99);
    CHECK(reader.steps[5].iteration == 6);
  }

  TEST_CASE("readers are independent") {
    RunLog log;
    RunLog::Reader early, late;
    log.add(step(1));
    log.catch_up(early);
    log.add(step(2));
    log.catch_up(late);
    CHECK(early.steps.size() == 1);
    CHECK(late.steps.size() == 2);
  }

  TEST_CASE("after clear a reader starts anew, whatever was added since") {
    RunLog log;
    RunLog::Reader reader;
    for (int i = 1; i <= 3; ++i) log.add(step(i));
    log.add(metrics(3));
    log.catch_up(reader);
    log.clear();
    // As many entries as before, and then more: a reader that only counted would keep the old ones.
    for (int i = 11; i <= 14; ++i) log.add(step(i));
    log.catch_up(reader);
    REQUIRE(reader.steps.size() == 4);
    CHECK(reader.steps[0].iteration == 11);
    CHECK(reader.metrics.empty());
    log.clear();
    log.catch_up(reader);
    CHECK(reader.steps.empty());
  }

  TEST_CASE("a reader beside a writer sees every entry in order") {
    RunLog log;
    constexpr int kSteps = 20000;
    std::thread writer([&] {
      for (int i = 1; i <= kSteps; ++i) {
        log.add(step(i));
        if (i % 100 == 0) log.add(metrics(i));
      }
    });
    RunLog::Reader reader;
    while (reader.steps.size() < kSteps || reader.metrics.size() < kSteps / 100) log.catch_up(reader);
    writer.join();
    bool in_order = true;
    for (std::size_t i = 0; i < reader.steps.size(); ++i)
      in_order = in_order && reader.steps[i].iteration == static_cast<std::int64_t>(i) + 1;
    CHECK(in_order);
    CHECK(reader.steps.size() == kSteps);
    CHECK(reader.metrics.size() == kSteps / 100);
  }
}
