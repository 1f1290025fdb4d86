#include "engine/inference/helper_threads.hpp"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "core/pause.hpp"

using namespace ganscope;

TEST_SUITE("helper threads") {
  TEST_CASE("all pieces are done once, whoever comes, at once and after helpers slept") {
    HelperThreads helpers(3);
    for (int round = 0; round < 2000; ++round) {
      // Every 500th time they are asleep.
      if (round % 500 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      constexpr int kPieces = 40;
      std::array<std::atomic<int>, kPieces> times{};
      std::array<std::atomic<int>, 4> calls{};
      std::atomic<int> next{0};
      std::atomic<int> done{0};
      helpers.run([&](int thread) {
        ++calls[static_cast<std::size_t>(thread)];
        for (int piece = next++; piece < kPieces; piece = next++) {
          ++times[static_cast<std::size_t>(piece)];
          ++done;
        }
        while (done < kPieces) rest_a_moment();
      });
      REQUIRE(calls[0] == 1);
      for (const auto& count : calls) REQUIRE(count <= 1);
      for (const auto& count : times) REQUIRE(count == 1);
    }
  }

  TEST_CASE("a helper that comes late is not called twice for the next work") {
    HelperThreads helpers(3);
    int twice = 0;
    for (int round = 0; round < 300'000; ++round) {
      std::array<std::atomic<int>, 4> calls{};
      helpers.run([&](int thread) { ++calls[static_cast<std::size_t>(thread)]; });
      for (const auto& count : calls) twice += count > 1 ? 1 : 0;
    }
    CHECK(twice == 0);
  }

  TEST_CASE("helpers come") {
    HelperThreads helpers(1);
    std::atomic<bool> came{false};
    helpers.run([&](int thread) {
      if (thread == 1) came = true;
      while (!came) std::this_thread::yield();
    });
    CHECK(came);
  }

  TEST_CASE("none, some, and others of another thread") {
    HelperThreads none(0);
    int calls = 0;
    none.run([&](int thread) { calls += 1 + thread; });
    CHECK(calls == 1);
    CHECK(helper_threads(2).helpers() == 2);
    CHECK(&helper_threads(2) == &helper_threads(2));
    CHECK(helper_threads(1).helpers() == 1);
    HelperThreads* mine = &helper_threads(1);
    std::thread other([&] { CHECK(&helper_threads(1) != mine); });
    other.join();
  }
}
