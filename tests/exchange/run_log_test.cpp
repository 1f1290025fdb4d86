#include "exchange/run_log.hpp"

#include <doctest/doctest.h>

#include <cmath>
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
    CHECK(reader.curves.steps().empty());
    for (int i = 1; i <= 5; ++i) log.add(step(i));
    log.add(metrics(5), 1);
    log.catch_up(reader);
    REQUIRE(reader.curves.steps().size() == 5);
    REQUIRE(reader.curves.metrics().size() == 1);
    CHECK(reader.curves.steps()[4].iteration == 5);
    log.catch_up(reader);
    CHECK(reader.curves.steps().size() == 5);
    log.add(step(6));
    log.catch_up(reader);
    REQUIRE(reader.curves.steps().size() == 6);
    CHECK(reader.curves.steps()[0].iteration == 1);
    CHECK(reader.curves.steps()[5].iteration == 6);
  }

  TEST_CASE("readers are independent") {
    RunLog log;
    RunLog::Reader early, late;
    log.add(step(1));
    log.catch_up(early);
    log.add(step(2));
    log.catch_up(late);
    CHECK(early.curves.steps().size() == 1);
    CHECK(late.curves.steps().size() == 2);
  }

  TEST_CASE("when another run begins a reader starts anew, whatever was added since") {
    RunLog log;
    RunLog::Reader reader;
    for (int i = 1; i <= 3; ++i) log.add(step(i));
    log.add(metrics(3), 1);
    log.catch_up(reader);
    log.begin(2);
    // As many entries as before, and then more: a reader that only counted would keep the old ones.
    for (int i = 11; i <= 14; ++i) log.add(step(i));
    log.catch_up(reader);
    REQUIRE(reader.curves.steps().size() == 4);
    CHECK(reader.curves.steps()[0].iteration == 11);
    CHECK(reader.curves.metrics().empty());
    log.begin(3);
    log.catch_up(reader);
    CHECK(reader.curves.steps().empty());
  }

  TEST_CASE("a run that was put aside comes back with its rows, and measurements find the run they are of") {
    RunLog log;
    RunLog::Reader reader;
    for (int i = 1; i <= 4; ++i) log.add(step(i));
    log.catch_up(reader);
    log.begin(2);
    log.add(step(1));
    log.add(metrics(4), 1);  // made behind the training: its run has ended meanwhile
    log.add(metrics(0), 2);
    log.add(metrics(7), 9);
    log.catch_up(reader);
    CHECK(reader.curves.steps().size() == 1);
    REQUIRE(reader.curves.metrics().size() == 1);
    CHECK(reader.curves.metrics()[0].iteration == 0);
    log.take_back();
    log.add(step(5));
    log.catch_up(reader);
    REQUIRE(reader.curves.steps().size() == 5);
    CHECK(reader.curves.steps()[4].iteration == 5);
    REQUIRE(reader.curves.metrics().size() == 1);
    CHECK(reader.curves.metrics()[0].iteration == 4);
    log.take_back();
    log.catch_up(reader);
    CHECK(reader.curves.steps().size() == 1);
  }

  TEST_CASE("a reader beside a writer sees every entry in order") {
    RunLog log;
    constexpr int kSteps = 20000;
    std::thread writer([&] {
      for (int i = 1; i <= kSteps; ++i) {
        log.add(step(i));
        if (i % 100 == 0) log.add(metrics(i), 1);
      }
    });
    RunLog::Reader reader;
    while (reader.curves.steps().size() < kSteps || reader.curves.metrics().size() < kSteps / 100)
      log.catch_up(reader);
    writer.join();
    bool in_order = true;
    for (std::size_t i = 0; i < reader.curves.steps().size(); ++i)
      in_order = in_order && reader.curves.steps()[i].iteration == static_cast<std::int64_t>(i) + 1;
    CHECK(in_order);
    CHECK(reader.curves.steps().size() == kSteps);
    CHECK(reader.curves.metrics().size() == kSteps / 100);
  }

  TEST_CASE("columns hold what the rows hold, shares in percent") {
    RunCurves curves;
    StepReport report = step(7);
    report.generator_loss = 0.5;
    report.score_real = 0.75;
    curves.add(report);
    ToyMetrics m = metrics(7);
    m.coverage = 0.25;
    m.off_manifold = 0.5;
    m.modes = 3;
    curves.add(m);
    CHECK(curves.step_columns().iteration == std::vector<float>{7});
    CHECK(curves.step_columns().generator_loss == std::vector<float>{0.5f});
    CHECK(std::isnan(curves.step_columns().discriminator_loss[0]));  // nobody has measured it
    CHECK(curves.step_columns().score_real == std::vector<float>{0.75f});
    CHECK(curves.metric_columns().coverage == std::vector<float>{25});
    CHECK(curves.metric_columns().off_manifold == std::vector<float>{50});
    CHECK(curves.metric_columns().modes == std::vector<float>{3});
  }

  TEST_CASE("the measurement of a moment is the last one before it") {
    RunCurves curves;
    CHECK(curves.metrics_at(5) == nullptr);
    for (const int at : {0, 100, 200}) curves.add(metrics(at));
    CHECK(curves.metrics_at(-1) == nullptr);
    CHECK(curves.metrics_at(0)->iteration == 0);
    CHECK(curves.metrics_at(199)->iteration == 100);
    CHECK(curves.metrics_at(5000)->iteration == 200);
  }

  TEST_CASE("a mode is lost where the count falls, not where it rises or stays") {
    std::vector<ToyMetrics> run;
    for (const int modes : {1, 9, 9, 7, 8, 5}) {
      ToyMetrics m = metrics(100 * static_cast<std::int64_t>(run.size()));
      m.modes = modes;
      run.push_back(m);
    }
    const std::vector<ModeLoss> losses = mode_losses(run);
    REQUIRE(losses.size() == 2);
    CHECK(losses[0].iteration == 300);
    CHECK(losses[0].before == 9);
    CHECK(losses[0].after == 7);
    CHECK(losses[1].iteration == 500);
    CHECK(mode_losses({}).empty());
  }
}
