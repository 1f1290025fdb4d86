#include "view/capture/recorder.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/error.hpp"
#include "core/log.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/media_probe.hpp"
#include "view/capture/test_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr std::array kExtensions = {".mp4", ".webm", ".gif"};

bool has_encoder(const std::string& extension) {
  const auto all = available_encoders();
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) { return entry.first == extension; });
}

/// Records `count` frames of noise, or of one colour, and finishes.
void record(const RecorderOptions& options, int count, const Image* same = nullptr) {
  const auto recorder = make_recorder(options);
  for (int i = 0; i < count; ++i)
    recorder->add(same != nullptr ? *same
                                  : noise(options.width, options.height, static_cast<std::uint64_t>(i)));
  CHECK(recorder->frames() == count);
  recorder->finish();
  CHECK(recorder->frames() == count);
  std::error_code none;
  CHECK(recorder->bytes() == static_cast<std::int64_t>(std::filesystem::file_size(options.path, none)));
}

RecorderOptions small(const std::filesystem::path& path, int fps = 30) {
  return {.path = path, .width = 64, .height = 48, .fps = fps, .metadata = {}};
}

}  // namespace

TEST_CASE("recorder: the encoders of this machine are named and work") {
  const auto encoders = available_encoders();
  CHECK_FALSE(encoders.empty());
  for (const auto& [extension, encoder] : encoders) {
    CAPTURE(extension);
    const TempDir dir;
    CHECK_FALSE(encoder.empty());
    CHECK_NOTHROW((void)make_recorder(small(dir / ("a" + extension))));
  }
}

TEST_CASE("recorder: as many frames, of the size and at the rate that were asked for") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  for (const std::string extension : kExtensions) {
    if (!has_encoder(extension)) continue;
    const auto path = dir / ("a" + extension);
    const auto check = [&](int fps, int count) {
      CAPTURE(extension);
      CAPTURE(fps);
      CAPTURE(count);
      record(small(path, fps), count);
      CHECK(probe(path, "stream=width,height,nb_read_frames") == "64\n48\n" + std::to_string(count));
      CHECK(files_in(dir.path()) == 1);
    };
    check(30, 1);
    check(30, 2);
    for (const int fps : {1, 24, 30, 50, 60, 240}) {
      if (extension == ".gif" && fps > 50) continue;
      check(fps, 45);
      // GIF has no rate; its delays have a test of their own.
      if (extension != ".gif") CHECK(probe(path, "stream=r_frame_rate") == std::to_string(fps) + "/1");
    }
    std::filesystem::remove(path);
  }
}

TEST_CASE("recorder: a GIF's delays add up, and it loops for ever") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  for (const int fps : {7, 30, 50}) {
    CAPTURE(fps);
    const auto path = dir / "a.gif";
    record(small(path, fps), 3 * fps);
    // The last delay repeats the one before it: a hundredth of slack.
    CHECK(parse_number(probe(path, "format=duration"), "duration") == doctest::Approx(3.0).epsilon(0.005));
    CHECK(read_bytes(path).find(std::string("NETSCAPE2.0\x03\x01\0\0", 15)) != std::string::npos);
  }
}

TEST_CASE("recorder: frames that do not change are frames too") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  const Image gray = solid(64, 48, {128, 128, 128});
  for (const std::string extension : kExtensions) {
    if (!has_encoder(extension)) continue;
    CAPTURE(extension);
    record(small(dir / ("a" + extension)), 40, &gray);
    CHECK(decoded_frames(dir / ("a" + extension)) == 40);
  }
}

TEST_CASE("recorder: colours are BT.709 in limited range, and say so") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  for (const auto& color : {std::array{200, 60, 30}, {20, 90, 220}, {255, 255, 255}, {0, 0, 0}}) {
    const double y = 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2];
    const std::array expected = {16 + y * 219 / 255, 128 + (color[2] - y) / 1.8556 * 224 / 255,
                                 128 + (color[0] - y) / 1.5748 * 224 / 255};
    const Image image = solid(64, 48, color);
    for (const std::string extension : {".mp4", ".webm"}) {
      if (!has_encoder(extension)) continue;
      CAPTURE(extension);
      const auto path = dir / ("a" + extension);
      record(small(path), 3, &image);
      const std::string planes = decoded(path, "yuv420p");
      REQUIRE(planes.size() == 3 * 64 * 48 * 3 / 2);
      CHECK(mean_of(planes, 0, 64 * 48) == doctest::Approx(expected[0]).epsilon(0.015));
      CHECK(mean_of(planes, 64 * 48, 32 * 24) == doctest::Approx(expected[1]).epsilon(0.015));
      CHECK(mean_of(planes, 64 * 48 + 32 * 24, 32 * 24) == doctest::Approx(expected[2]).epsilon(0.015));
      CHECK(probe(path, "stream=color_range,color_space,color_transfer,color_primaries") ==
            "tv\nbt709\nbt709\nbt709");
    }
  }
}

TEST_CASE("recorder: a GIF has the colours that were given, and rows in their order") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  Image image = solid(64, 48, {200, 60, 30});
  std::fill(image.rgb.begin() + 64 * 24 * 3, image.rgb.end(), std::uint8_t{10});  // the lower half
  record(small(dir / "a.gif"), 2, &image);
  const std::string rgb = decoded(dir / "a.gif", "rgb24");
  REQUIRE(rgb.size() == 2 * 64 * 48 * 3);
  const std::array upper = {200.0, 60.0, 30.0};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    CHECK(std::abs(mean_of(rgb, channel, 64 * 24, 3) - upper.at(channel)) < 3);
    CHECK(std::abs(mean_of(rgb, 64 * 24 * 3 + channel, 64 * 24, 3) - 10) < 3);
  }
}

TEST_CASE("recorder: frames come out in order") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  for (const std::string extension : kExtensions) {
    if (!has_encoder(extension)) continue;
    const auto path = dir / ("a" + extension);
    const auto recorder = make_recorder(small(path));
    for (int i = 0; i < 50; ++i) recorder->add(solid(64, 48, {i * 5, i * 5, i * 5}));
    recorder->finish();
    const std::string gray = decoded(path, "rgb24");
    REQUIRE(gray.size() == 50 * 64 * 48 * 3);
    for (std::size_t i = 0; i < 50; ++i) {
      CAPTURE(extension);
      CAPTURE(i);
      CHECK(std::abs(mean_of(gray, i * 64 * 48 * 3, 64 * 48 * 3) - static_cast<double>(i) * 5) < 4);
    }
  }
}

TEST_CASE("recorder: a finished mp4 is plain, with its index in front") {
  const TempDir dir;
  record(small(dir / "a.mp4"), 40);
  const std::string bytes = read_bytes(dir / "a.mp4");
  CHECK(bytes.find("moof") == std::string::npos);
  CHECK(bytes.find("moov") < bytes.find("mdat"));
  REQUIRE_MEDIA_TOOLS();
  CHECK(probe(dir / "a.mp4", "stream=start_time,duration") == "0.000000\n1.333333");
}

TEST_CASE("recorder: metadata is kept") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  RecorderOptions options = small(dir / "a.mp4");
  options.metadata = {{"title", "Ring of 8"}, {"comment", "ganscope toy --seed 7 'ä'"}};
  record(options, 3);
  CHECK(probe(options.path, "format_tags=title") == "Ring of 8");
  CHECK(probe(options.path, "format_tags=comment") == "ganscope toy --seed 7 'ä'");
  CHECK(read_bytes(options.path).find("\xa9nam") != std::string::npos);  // where every player looks
  options.metadata["seed"] = "7";
  record(options, 3);
  CHECK(probe(options.path, "format_tags=seed") == "7");
  CHECK(probe(options.path, "format_tags=title") == "Ring of 8");
  options.path = dir / "a.webm";
  record(options, 3);
  CHECK(probe(options.path, "format_tags=title") == "Ring of 8");
  CHECK(probe(options.path, "format_tags=COMMENT") == "ganscope toy --seed 7 'ä'");
  CHECK(probe(options.path, "format_tags=SEED") == "7");
  options.path = dir / "a.gif";
  options.metadata["comment"] = std::string(700, 'c');
  record(options, 3);
  CHECK(decoded_frames(options.path) == 3);
  CHECK(read_bytes(options.path).find("title: Ring of 8\n") != std::string::npos);
  record(options, 1);
  CHECK(decoded_frames(options.path) == 1);
}

TEST_CASE("recorder: quality is paid for in bytes") {
  const TempDir dir;
  for (const std::string extension : kExtensions) {
    if (!has_encoder(extension)) continue;
    CAPTURE(extension);
    std::uintmax_t last = 0;
    for (const int quality : {1, 60, 100}) {
      if (extension == ".gif" && quality == 100) continue;  // all 256 colours from 80 on
      RecorderOptions options = small(dir / ("a" + extension));
      options.quality = quality;
      record(options, 10);
      CHECK(std::filesystem::file_size(options.path) > last);
      last = std::filesystem::file_size(options.path);
    }
  }
}

TEST_CASE("recorder: wrong options are refused with what would be right") {
  const TempDir dir;
  const auto refused = [](const RecorderOptions& options, const char* expected) {
    CHECK_THROWS_WITH_AS((void)make_recorder(options), doctest::Contains(expected), UsageError);
  };
  refused(small(dir / "a.mp5"), "did you mean '.mp4'?");
  refused(small(dir / "a.mkv"), "Valid: .mp4, .webm, .gif");
  refused(small(dir / "noextension"), "noextension of the video has no extension; expected ");
  refused(small({}), "no path");
  for (const auto& [width, height] : {std::pair{63, 48}, {64, 47}}) {
    RecorderOptions odd = small(dir / "a.mp4");
    odd.width = width;
    odd.height = height;
    refused(odd, "both even for .mp4");
    odd.path = dir / "a.webm";
    refused(odd, "both even for .webm");
    odd.path = dir / "a.gif";
    CHECK_NOTHROW((void)make_recorder(odd));
  }
  const auto changed = [&](auto member, int value) {
    RecorderOptions options = small(dir / "a.mp4");
    options.*member = value;
    return options;
  };
  refused(changed(&RecorderOptions::width, 14), "video width is 14; expected 16 to 8192");
  refused(changed(&RecorderOptions::width, 8194), "expected 16 to 8192");
  refused(changed(&RecorderOptions::height, 0), "video height is 0; expected 16 to 8192");
  refused(changed(&RecorderOptions::fps, 0), "video fps is 0; expected 1 to 240");
  refused(changed(&RecorderOptions::fps, 241), "expected 1 to 240");
  refused(changed(&RecorderOptions::quality, 0), "video quality is 0; expected 1 to 100");
  refused(changed(&RecorderOptions::quality, 101), "expected 1 to 100");
  refused(small(dir / "a.gif", 51), "expected 1 to 50");
  RecorderOptions folder = small(dir / "frames/");
  folder.quality = 101;
  refused(folder, "expected 1 to 100");
  CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("recorder: an extension may be written large") {
  const TempDir dir;
  record(small(dir / "a.MP4"), 1);
  CHECK(std::filesystem::exists(dir / "a.MP4"));
}

TEST_CASE("recorder: a frame of another size is refused, and the recording goes on") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  const auto recorder = make_recorder(small(dir / "a.mp4"));
  recorder->add(noise(64, 48, 0));
  CHECK_THROWS_WITH_AS(recorder->add(noise(48, 64, 1)), doctest::Contains("48x64; expected 64x48"), Error);
  Image torn = noise(64, 48, 1);
  torn.rgb.pop_back();
  CHECK_THROWS_AS(recorder->add(torn), Error);
  recorder->add(noise(64, 48, 2));
  recorder->finish();
  CHECK(decoded_frames(dir / "a.mp4") == 2);
  CHECK_THROWS_WITH_AS(recorder->add(noise(64, 48, 3)), doctest::Contains("closed"), Error);
  CHECK_NOTHROW(recorder->finish());
  CHECK(decoded_frames(dir / "a.mp4") == 2);
}

TEST_CASE("recorder: FFmpeg keeps off the terminal") {
  REQUIRE_MEDIA_TOOLS();
  const TempDir dir;
  const auto saved = dir / "stderr";
  FILE* file = std::fopen(saved.c_str(), "w");
  REQUIRE(file != nullptr);
  std::fflush(stderr);
  const int terminal = ::dup(2);
  ::dup2(::fileno(file), 2);
  record(small(dir / "a.mp4"), 5);
  record(small(dir / "a.gif"), 5);
  ::dup2(terminal, 2);
  ::close(terminal);
  std::fclose(file);
  CHECK(read_bytes(saved).empty());
}
