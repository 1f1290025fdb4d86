#include "view/capture/encode_queue.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <vector>

#include "core/error.hpp"
#include "core/log.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/media_probe.hpp"
#include "view/capture/test_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;
using namespace std::chrono_literals;

namespace {

/// What the fake recorder did, for the test to look at after the queue has gone.
struct Seen {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int> frames;  ///< red of the first pixel
  int begun = 0;
  bool open = true;  ///< while closed, add() waits
  int fail_at = -1;  ///< add() throws at this frame
  bool fail_finish = false;
  int finished = 0;

  void set_open(bool value) {
    const std::lock_guard lock(mutex);
    open = value;
    changed.notify_all();
  }
  void wait_begun(int count) {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, 10s, [&] { return begun >= count; }));
  }
};

class FakeRecorder final : public Recorder {
 public:
  explicit FakeRecorder(Seen& seen) : seen_(seen) {}
  void add(const Image& frame) override {
    std::unique_lock lock(seen_.mutex);
    ++seen_.begun;
    seen_.changed.notify_all();
    seen_.changed.wait(lock, [this] { return seen_.open; });
    if (static_cast<int>(seen_.frames.size()) == seen_.fail_at) throw Error("the disk is full");
    seen_.frames.push_back(frame.rgb.at(0));
  }
  void finish() override {
    const std::lock_guard lock(seen_.mutex);
    ++seen_.finished;
    if (seen_.fail_finish) throw Error("no trailer");
  }
  [[nodiscard]] std::int64_t frames() const override {
    const std::lock_guard lock(seen_.mutex);
    return static_cast<std::int64_t>(seen_.frames.size());
  }
  [[nodiscard]] std::int64_t bytes() const override { return frames() * 100; }

 private:
  Seen& seen_;
};

Image numbered(int number) { return solid(2, 2, {number, 0, 0}); }

/// Counts the warnings while one lives.
class Warnings {
 public:
  Warnings() {
    before_ = set_log_sink([this](LogLevel level, std::string_view text) {
      if (level >= LogLevel::warning) lines.emplace_back(text);
    });
  }
  ~Warnings() { set_log_sink(before_); }
  Warnings(const Warnings&) = delete;
  Warnings& operator=(const Warnings&) = delete;
  std::vector<std::string> lines;

 private:
  LogSink before_;
};

}  // namespace

TEST_CASE("encode queue: every pushed frame arrives, in order") {
  Seen seen;
  EncodeQueue queue(std::make_unique<FakeRecorder>(seen), 3);
  for (int i = 0; i < 200; ++i) queue.push(numbered(i));
  queue.finish();
  REQUIRE(seen.frames.size() == 200);
  for (int i = 0; i < 200; ++i) CHECK(seen.frames[static_cast<std::size_t>(i)] == i);
  CHECK(queue.frames() == 200);
  CHECK(queue.bytes() == 20'000);
  CHECK(queue.dropped() == 0);
  CHECK_FALSE(queue.failed());
  CHECK(seen.finished == 1);
  CHECK_NOTHROW(queue.finish());
  CHECK(seen.finished == 1);
  CHECK_THROWS_WITH_AS(queue.push(numbered(0)), doctest::Contains("finished"), Error);
  CHECK_THROWS_WITH_AS((void)queue.try_push(numbered(0)), doctest::Contains("finished"), Error);
}

TEST_CASE("encode queue: try_push gives frames up when it is full, and counts them") {
  Seen seen;
  seen.open = false;
  EncodeQueue queue(std::make_unique<FakeRecorder>(seen), 2);
  CHECK(queue.try_push(numbered(0)));
  seen.wait_begun(1);  // the first is out of the queue now, and held
  CHECK(queue.try_push(numbered(1)));
  CHECK(queue.try_push(numbered(2)));
  CHECK_FALSE(queue.try_push(numbered(3)));
  CHECK_FALSE(queue.try_push(numbered(4)));
  CHECK(queue.dropped() == 2);
  seen.set_open(true);
  queue.finish();
  CHECK(seen.frames == std::vector{0, 1, 2});
  CHECK(queue.dropped() == 2);
}

TEST_CASE("encode queue: push waits while it is full") {
  Seen seen;
  seen.open = false;
  EncodeQueue queue(std::make_unique<FakeRecorder>(seen), 1);
  queue.push(numbered(0));
  seen.wait_begun(1);
  queue.push(numbered(1));
  auto third = std::async(std::launch::async, [&] { queue.push(numbered(2)); });
  CHECK(third.wait_for(50ms) == std::future_status::timeout);
  seen.set_open(true);
  CHECK(third.wait_for(10s) == std::future_status::ready);
  queue.finish();
  CHECK(seen.frames == std::vector{0, 1, 2});
  CHECK(queue.dropped() == 0);
}

TEST_CASE("encode queue: an error reaches a waiting push, later ones, and finish") {
  Seen seen;
  seen.open = false;
  seen.fail_at = 0;
  const Warnings warnings;
  {
    EncodeQueue queue(std::make_unique<FakeRecorder>(seen), 1);
    queue.push(numbered(0));
    seen.wait_begun(1);
    queue.push(numbered(1));
    auto waiting = std::async(std::launch::async, [&] { queue.push(numbered(2)); });
    CHECK(waiting.wait_for(50ms) == std::future_status::timeout);
    seen.set_open(true);
    REQUIRE(waiting.wait_for(10s) == std::future_status::ready);
    CHECK_THROWS_WITH_AS(waiting.get(), "the disk is full", Error);
    CHECK(queue.failed());
    CHECK_THROWS_WITH_AS(queue.push(numbered(3)), "the disk is full", Error);
    CHECK_THROWS_WITH_AS((void)queue.try_push(numbered(3)), "the disk is full", Error);
    CHECK_THROWS_WITH_AS(queue.finish(), "the disk is full", Error);
    CHECK_NOTHROW(queue.finish());
    CHECK(queue.frames() == 0);
    CHECK(queue.dropped() == 0);
  }
  CHECK(seen.begun == 1);     // nothing is added after a failure
  CHECK(seen.finished == 1);  // but what was whole is kept
  CHECK(warnings.lines.empty());
}

TEST_CASE("encode queue: an error in completing the file is thrown by finish") {
  Seen seen;
  seen.fail_finish = true;
  EncodeQueue queue(std::make_unique<FakeRecorder>(seen));
  queue.push(numbered(0));
  CHECK_THROWS_WITH_AS(queue.finish(), "no trailer", Error);
  CHECK(queue.failed());
  CHECK(queue.frames() == 1);
}

TEST_CASE("encode queue: the destructor finishes, and warns of what nobody was told") {
  const Warnings warnings;
  Seen seen;
  {
    EncodeQueue queue(std::make_unique<FakeRecorder>(seen));
    for (int i = 0; i < 5; ++i) queue.push(numbered(i));
  }
  CHECK(seen.frames.size() == 5);
  CHECK(seen.finished == 1);
  CHECK(warnings.lines.empty());
  Seen failing;
  failing.fail_finish = true;
  {
    EncodeQueue queue(std::make_unique<FakeRecorder>(failing));
    queue.push(numbered(0));
  }
  REQUIRE(warnings.lines.size() == 1);
  CHECK(warnings.lines[0] == "no trailer");
}

TEST_CASE("encode queue: with a real recorder, read from another thread meanwhile") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  EncodeQueue queue(
      make_recorder({.path = dir / "a.mp4", .width = 64, .height = 48, .fps = 30, .metadata = {}}), 4);
  std::atomic<bool> done = false;
  auto watcher = std::async(std::launch::async, [&] {
    std::int64_t last = 0;
    bool rising = true;
    while (!done) {
      const std::int64_t now = queue.frames();
      rising = rising && now >= last && queue.bytes() >= 0 && !queue.failed() && queue.dropped() == 0;
      last = now;
      std::this_thread::sleep_for(1ms);
    }
    return rising;
  });
  for (std::uint64_t i = 0; i < 60; ++i) queue.push(noise(64, 48, i));
  queue.finish();
  done = true;
  CHECK(watcher.get());
  CHECK(decoded_frames(dir / "a.mp4") == 60);
  CHECK(queue.frames() == 60);
  CHECK(queue.bytes() == static_cast<std::int64_t>(std::filesystem::file_size(dir / "a.mp4")));
}

TEST_CASE("encode queue: a frame of another size ends the recording, with the frames before it kept") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  EncodeQueue queue(
      make_recorder({.path = dir / "a.mp4", .width = 64, .height = 48, .fps = 30, .metadata = {}}), 8);
  for (std::uint64_t i = 0; i < 4; ++i) queue.push(noise(64, 48, i));
  queue.push(noise(32, 48, 4));
  CHECK_THROWS_WITH_AS(queue.finish(), doctest::Contains("expected 64x48"), Error);
  CHECK(decoded_frames(dir / "a.mp4") == 4);
}
