#include "exchange/mailbox.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/clock.hpp"

using namespace ganscope;

namespace {

constexpr double kLong = 20;  // seconds; only a test that fails waits so long

bool becomes_true(const std::function<bool()>& condition) {
  const Stopwatch watch;
  while (!condition()) {
    if (watch.seconds() > kLong) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Long enough for a thread that doesn't wait to run past the place where it should.
void give_others_time() { std::this_thread::sleep_for(std::chrono::milliseconds(30)); }

}  // namespace

TEST_SUITE("mailbox") {
  TEST_CASE("holds the latest value, once") {
    Mailbox<int> box;
    CHECK(box.empty());
    CHECK_FALSE(box.take().has_value());
    box.put(1);
    box.put(2);
    CHECK_FALSE(box.empty());
    CHECK(box.take() == 2);
    CHECK(box.empty());
    CHECK_FALSE(box.take().has_value());
  }

  TEST_CASE("takes values that only move") {
    Mailbox<std::unique_ptr<int>> box;
    box.put(std::make_unique<int>(5));
    CHECK(**box.take() == 5);
  }

  TEST_CASE("a reader never sees an old value again and gets the last one") {
    Mailbox<int> box;
    constexpr int kLast = 200000;
    std::thread writer([&] {
      for (int i = 1; i <= kLast; ++i) box.put(i);
    });
    int last = 0;
    bool grows = true;
    CHECK(becomes_true([&] {
      if (const auto value = box.take()) {
        grows = grows && *value > last;
        last = *value;
      }
      return last == kLast;
    }));
    CHECK(grows);
    writer.join();
  }
}

TEST_SUITE("bounded_queue") {
  TEST_CASE("first in, first out") {
    BoundedQueue<int> queue(3);
    for (int i = 0; i < 3; ++i) CHECK(queue.push(i));
    for (int i = 0; i < 3; ++i) CHECK(queue.pop() == i);
  }

  TEST_CASE("a writer waits while it is full and nothing is lost") {
    BoundedQueue<int> queue(2);
    std::atomic<int> pushed = 0;
    std::thread writer([&] {
      for (int i = 0; i < 5; ++i) {
        queue.push(i);
        ++pushed;
      }
    });
    CHECK(becomes_true([&] { return pushed == 2; }));
    give_others_time();
    CHECK(pushed == 2);
    CHECK(queue.pop() == 0);
    CHECK(becomes_true([&] { return pushed == 3; }));
    give_others_time();
    CHECK(pushed == 3);
    for (int i = 1; i < 5; ++i) CHECK(queue.pop() == i);
    writer.join();
  }

  TEST_CASE("a reader waits for an item") {
    BoundedQueue<int> queue(2);
    std::atomic<int> got = -1;
    std::thread reader([&] { got = queue.pop().value_or(-2); });
    give_others_time();
    CHECK(got == -1);
    queue.push(7);
    reader.join();
    CHECK(got == 7);
  }

  TEST_CASE("close lets the rest be taken and refuses more") {
    BoundedQueue<int> queue(4);
    queue.push(1);
    queue.push(2);
    queue.close();
    CHECK_FALSE(queue.push(3));
    CHECK_FALSE(queue.ended());
    CHECK(queue.pop() == 1);
    CHECK(queue.pop_for(kLong) == 2);
    CHECK(queue.ended());
    CHECK_FALSE(queue.pop().has_value());
    CHECK_FALSE(queue.pop_for(kLong).has_value());
  }

  TEST_CASE("close wakes everyone who waits to read") {
    BoundedQueue<int> queue(1);
    std::vector<std::thread> readers;
    std::atomic<int> nothing = 0;
    for (int i = 0; i < 3; ++i)
      readers.emplace_back([&, i] {
        const auto value = i == 0 ? queue.pop_for(kLong) : queue.pop();
        if (!value) ++nothing;
      });
    give_others_time();
    CHECK(nothing == 0);
    const Stopwatch watch;
    queue.close();
    for (std::thread& reader : readers) reader.join();
    CHECK(nothing == 3);
    CHECK(watch.seconds() < kLong / 2);
  }

  TEST_CASE("close wakes everyone who waits to write, and their values are refused") {
    BoundedQueue<int> queue(1);
    queue.push(0);
    std::atomic<int> refused = 0;
    std::vector<std::thread> writers;
    for (int i = 1; i <= 3; ++i)
      writers.emplace_back([&, i] {
        if (!queue.push(i)) ++refused;
      });
    give_others_time();
    CHECK(refused == 0);
    queue.close();
    for (std::thread& writer : writers) writer.join();
    CHECK(refused == 3);
    CHECK(queue.pop() == 0);
    CHECK(queue.ended());
  }

  TEST_CASE("pop_for gives up after its time, and not before") {
    BoundedQueue<int> queue(1);
    const Stopwatch watch;
    CHECK_FALSE(queue.pop_for(0.05).has_value());
    CHECK(watch.seconds() >= 0.05);
    CHECK_FALSE(queue.ended());  // nothing came, but something may
    queue.push(3);
    CHECK(queue.pop_for(kLong) == 3);
    CHECK(watch.seconds() < kLong / 2);
  }

  TEST_CASE("everything of several writers arrives once, in the order of each") {
    BoundedQueue<std::pair<int, int>> queue(3);
    constexpr int kEach = 2000;
    std::vector<std::thread> writers;
    for (int w = 0; w < 3; ++w)
      writers.emplace_back([&, w] {
        for (int i = 0; i < kEach; ++i) queue.push({w, i});
      });
    int next[3] = {};
    bool in_order = true;
    for (int i = 0; i < 3 * kEach; ++i) {
      const auto [writer, value] = *queue.pop();
      in_order = in_order && value == next[writer]++;
    }
    for (std::thread& writer : writers) writer.join();
    CHECK(in_order);
    CHECK_FALSE(queue.pop_for(0).has_value());
  }
}
