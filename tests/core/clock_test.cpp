#include "core/clock.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace ganscope;

namespace {

void wait(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

}  // namespace

TEST_SUITE("clock") {
  TEST_CASE("a stopwatch counts seconds and starts anew") {
    Stopwatch watch;
    wait(0.03);
    const double first = watch.seconds();
    CHECK(first >= 0.03);
    CHECK(first < 5);
    CHECK(watch.seconds() >= first);
    watch.restart();
    CHECK(watch.seconds() < first);
  }

  // A busy machine makes a wait longer, never shorter: bounds on rates hold on one side only.
  TEST_CASE("a rate is events over time") {
    RateMeter meter(0.05);
    CHECK(meter.rate() == 0);
    meter.add(1000);
    CHECK(meter.rate() == 0);  // too early to tell
    const Stopwatch watch;
    wait(0.06);
    meter.add(500);
    CHECK(meter.rate() > 1500 / (watch.seconds() + 1));
    CHECK(meter.rate() <= 1500 / 0.06);
  }

  TEST_CASE("a rate forgets what lies before its window") {
    RateMeter meter(0.02);
    wait(0.03);
    meter.add(1e6);
    const double fast = meter.rate();
    CHECK(fast > 0);
    wait(0.03);
    meter.add(1);
    CHECK(meter.rate() <= 1 / 0.03);
    CHECK(meter.rate() < fast);
    meter.reset();
    CHECK(meter.rate() == 0);
  }
}
