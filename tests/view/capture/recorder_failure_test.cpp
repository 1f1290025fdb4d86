#include <doctest/doctest.h>

#include <mutex>
#include <vector>

#include "core/error.hpp"
#include "core/log.hpp"
#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/media_probe.hpp"
#include "view/capture/recorder.hpp"
#include "view/capture/test_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Keeps what is logged while one lives.
class LogLines {
 public:
  LogLines() {
    before_ = set_log_sink([this](LogLevel level, std::string_view text) {
      const std::lock_guard lock(mutex_);
      lines_.emplace_back(level, text);
    });
  }
  ~LogLines() { set_log_sink(before_); }
  LogLines(const LogLines&) = delete;
  LogLines& operator=(const LogLines&) = delete;

  [[nodiscard]] const std::vector<std::pair<LogLevel, std::string>>& lines() const { return lines_; }

 private:
  std::mutex mutex_;
  std::vector<std::pair<LogLevel, std::string>> lines_;
  LogSink before_;
};

RecorderOptions small(const std::filesystem::path& path) {
  return {.path = path, .width = 64, .height = 48, .fps = 30, .metadata = {}};
}

/// What the first failure of up to `count` frames and finish() says; empty without one.
std::string failure_of(Recorder& recorder, int count) {
  try {
    for (int i = 0; i < count; ++i) recorder.add(noise(64, 48, static_cast<std::uint64_t>(i)));
    recorder.finish();
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string extension_of(int index) {
  return std::array{".mp4", ".webm", ".gif"}.at(static_cast<std::size_t>(index));
}

}  // namespace

TEST_CASE("recorder: a file cut off while recording plays") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  for (int format = 0; format < 3; ++format) {
    const std::string extension = extension_of(format);
    CAPTURE(extension);
    const auto recorder = make_recorder(small(dir / ("a" + extension)));
    for (int i = 0; i < 150; ++i) recorder->add(noise(64, 48, static_cast<std::uint64_t>(i)));
    const auto copy = dir / ("copy" + extension);
    std::filesystem::copy_file(dir / ("a" + extension + ".part"), copy);
    CHECK(recorder->bytes() == static_cast<std::int64_t>(std::filesystem::file_size(copy)));
    // Not later than two seconds behind: one in the open fragment, one in the encoder.
    CHECK(decoded_frames(copy) >= 90);
    CHECK(decoded_frames(copy) <= 150);
    // Also when the cut goes through the middle of something.
    std::filesystem::resize_file(copy, std::filesystem::file_size(copy) * 2 / 3);
    CHECK(decoded_frames(copy) >= 45);
    recorder->finish();
    CHECK(decoded_frames(dir / ("a" + extension)) == 150);
  }
}

TEST_CASE("recorder: a full disk leaves a file that plays, and says how much of it there is") {
  REQUIRE_MEDIA_TOOLS();
  for (int format = 0; format < 3; ++format) {
    const TempDir dir;
    const auto path = dir / ("a" + extension_of(format));
    CAPTURE(path);
    write_bytes(path, "an older recording");
    const auto recorder = make_recorder(small(path));
    std::string message;
    {
      const FullDisk limit(300'000);
      message = failure_of(*recorder, 400);
    }
    CAPTURE(message);
    const int kept = decoded_frames(path);
    CHECK(kept >= 20);
    CHECK(kept < 400);
    CHECK(recorder->frames() == kept);
    CHECK(recorder->bytes() == static_cast<std::int64_t>(std::filesystem::file_size(path)));
    CHECK(recorder->bytes() <= 300'000);
    CHECK(contains(message, path.string()));
    CHECK(contains(message, "File too large"));
    CHECK(contains(message, "the first " + std::to_string(kept) + " frames"));
    CHECK(files_in(dir.path()) == 1);
    CHECK_THROWS_AS(recorder->add(noise(64, 48, 0)), Error);
    CHECK_NOTHROW(recorder->finish());
    CHECK(decoded_frames(path) == kept);
  }
}

TEST_CASE("recorder: a disk that is full before the first whole frame leaves nothing, and the old file") {
  for (int format = 0; format < 3; ++format) {
    const TempDir dir;
    const auto path = dir / ("a" + extension_of(format));
    CAPTURE(path);
    write_bytes(path, "an older recording");
    const auto recorder = make_recorder(small(path));
    std::string message;
    {
      const FullDisk limit(2'000);
      message = failure_of(*recorder, 10);
    }
    CHECK(contains(message, "File too large"));
    CHECK(contains(message, "no frame was saved"));
    CHECK(recorder->frames() == 0);
    CHECK(read_bytes(path) == "an older recording");
    CHECK(files_in(dir.path()) == 1);
  }
}

TEST_CASE("recorder: a disk without room for the header is told at once") {
  for (int format = 0; format < 2; ++format) {  // a GIF begins with its first frame
    const TempDir dir;
    const auto path = dir / ("a" + extension_of(format));
    std::filesystem::create_symlink("/dev/full", path.string() + ".part");
    CHECK_THROWS_WITH_AS((void)make_recorder(small(path)), doctest::Contains("No space left on device"),
                         Error);
    CHECK(std::filesystem::is_empty(dir.path()));
  }
}

TEST_CASE("recorder: when there is no room for the plain mp4, the one in fragments stays") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  const auto path = dir / "a.mp4";
  const auto recorder = make_recorder(small(path));
  for (int i = 0; i < 40; ++i) recorder->add(noise(64, 48, static_cast<std::uint64_t>(i)));
  std::filesystem::create_directory(dir / "a.mp4.faststart.part");  // in the way of the second file
  const LogLines log;
  recorder->finish();
  REQUIRE(log.lines().size() == 1);
  CHECK(log.lines()[0].first == LogLevel::info);
  CHECK(contains(log.lines()[0].second, "stays in fragments"));
  CHECK(decoded_frames(path) == 40);
  CHECK(recorder->bytes() == static_cast<std::int64_t>(std::filesystem::file_size(path)));
  CHECK_FALSE(std::filesystem::exists(dir / "a.mp4.part"));
}

TEST_CASE("recorder: a recording that cannot get its name keeps the other one") {
  REQUIRE_MEDIA_TOOLS();
  for (int format = 0; format < 3; ++format) {
    const TempDir dir;
    const auto path = dir / ("a" + extension_of(format));
    CAPTURE(path);
    const auto recorder = make_recorder(small(path));
    recorder->add(noise(64, 48, 0));
    std::filesystem::create_directory(path);
    const LogLines log;
    CHECK_THROWS_WITH_AS(recorder->finish(), doctest::Contains((path.string() + ".part").c_str()), Error);
    CHECK(decoded_frames(path.string() + ".part") == 1);
  }
}

TEST_CASE("recorder: a place that cannot be written is told before the first frame") {
  const TempDir dir;
  write_bytes(dir / "file", "x");
  for (const std::string name : {"a.mp4", "a.webm", "a.gif", "frames/"}) {
    const std::vector<std::filesystem::path> places = {dir.path() / "file" / name,
                                                       std::filesystem::path("/proc/ganscope") / name};
    for (const auto& path : places) {
      CAPTURE(path);
      const std::string shown = path.has_filename() ? path.string() : path.parent_path().string();
      CHECK_THROWS_WITH_AS((void)make_recorder(small(path)), doctest::Contains(shown.c_str()), Error);
    }
  }
  CHECK_THROWS_WITH_AS((void)make_recorder(small(dir / "none/a.mp4")),
                       doctest::Contains("there is no folder"), Error);
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("recorder: without a frame nothing is left and nothing is replaced") {
  const TempDir dir;
  for (int format = 0; format < 3; ++format) {
    const auto path = dir / ("a" + extension_of(format));
    make_recorder(small(path))->finish();
    { const auto destroyed = make_recorder(small(path)); }
    CHECK(std::filesystem::is_empty(dir.path()));
    write_bytes(path, "old");
    make_recorder(small(path))->finish();
    CHECK(read_bytes(path) == "old");
    std::filesystem::remove(path);
  }
}

TEST_CASE("recorder: the old file stands until finish") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  write_bytes(dir / "a.mp4", "old");
  const auto recorder = make_recorder(small(dir / "a.mp4"));
  recorder->add(noise(64, 48, 0));
  CHECK(read_bytes(dir / "a.mp4") == "old");
  recorder->finish();
  CHECK(decoded_frames(dir / "a.mp4") == 1);
}

TEST_CASE("recorder: the destructor finishes, and only warns when it cannot") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  {
    const auto recorder = make_recorder(small(dir / "a.mp4"));
    for (int i = 0; i < 7; ++i) recorder->add(noise(64, 48, static_cast<std::uint64_t>(i)));
  }
  CHECK(decoded_frames(dir / "a.mp4") == 7);
  const LogLines log;
  {
    auto recorder = make_recorder(small(dir / "b.mp4"));
    recorder->add(noise(64, 48, 0));
    const FullDisk limit(1'000);
    recorder.reset();
  }
  REQUIRE(log.lines().size() == 1);
  CHECK(log.lines()[0].first == LogLevel::warning);
  CHECK(contains(log.lines()[0].second, "b.mp4"));
  CHECK_FALSE(std::filesystem::exists(dir / "b.mp4"));
}

TEST_CASE("recorder: two recordings of one name do not mix") {
  const TempDir dir;
  const auto first = make_recorder(small(dir / "a.mp4"));
  CHECK_THROWS_WITH_AS((void)make_recorder(small(dir / "a.mp4")), doctest::Contains("another recording"),
                       Error);
  CHECK(std::filesystem::exists(dir / "a.mp4.part"));
}

TEST_CASE("recorder: what a killed program left is moved aside, not overwritten") {
  const TempDir dir;
  write_bytes(dir / "a.mp4.part", "cut off");
  write_bytes(dir / "a-recovered.mp4", "an earlier one");
  const LogLines log;
  const auto recorder = make_recorder(small(dir / "a.mp4"));
  CHECK(read_bytes(dir / "a-recovered.mp4") == "an earlier one");
  CHECK(read_bytes(dir / "a-recovered-2.mp4") == "cut off");
  REQUIRE(log.lines().size() == 1);
  CHECK(log.lines()[0].first == LogLevel::info);
}
