#pragma once
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "core/clock.hpp"

namespace ganscope::test {

/// Calls `step` until `wanted` holds. Fails after so many seconds with what `state` says.
template <class Step, class Wanted, class State>
void until_holds(Step step, Wanted wanted, State state, double seconds = 10) {
  const Stopwatch watch;
  while (watch.seconds() < seconds) {
    step();
    if (wanted()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  FAIL("it did not come about: " << state());
}

}  // namespace ganscope::test
