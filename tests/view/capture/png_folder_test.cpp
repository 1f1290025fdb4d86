#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/png.hpp"
#include "view/capture/recorder.hpp"
#include "view/capture/test_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

RecorderOptions small(const std::filesystem::path& path) {
  return {.path = path, .width = 33, .height = 17, .fps = 25, .metadata = {{"title", "a \"b\"\n\\c\x01"}}};
}

}  // namespace

TEST_CASE("png folder: each frame a file, exact, with a description") {
  const TempDir dir;
  const auto folder = dir.path() / "deep" / "frames";
  const auto recorder = make_recorder(small(folder / ""));
  for (std::uint64_t i = 0; i < 3; ++i) recorder->add(noise(33, 17, i));
  CHECK_FALSE(std::filesystem::exists(folder / "recording.json"));
  recorder->finish();
  CHECK(recorder->frames() == 3);
  CHECK(files_in(folder) == 4);
  std::uintmax_t bytes = std::filesystem::file_size(folder / "recording.json");
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto file = folder / ("frame-00000" + std::to_string(i) + ".png");
    CHECK(read_png(file).rgb == noise(33, 17, i).rgb);
    bytes += std::filesystem::file_size(file);
  }
  CHECK(recorder->bytes() == static_cast<std::int64_t>(bytes));
  const auto json = nlohmann::json::parse(read_bytes(folder / "recording.json"));
  CHECK(json["files"] == "frame-%06d.png");
  CHECK(json["frames"] == 3);
  CHECK(json["fps"] == 25);
  CHECK(json["width"] == 33);
  CHECK(json["height"] == 17);
  CHECK(json["metadata"]["title"] == "a \"b\"\n\\c\x01");
}

TEST_CASE("png folder: one that exists is used when it holds no recording") {
  const TempDir dir;
  write_bytes(dir / "notes.txt", "mine");
  const auto recorder = make_recorder(small(dir.path()));  // no / needed: it exists
  recorder->add(noise(33, 17, 0));
  recorder->finish();
  CHECK(files_in(dir.path()) == 3);
  CHECK(read_bytes(dir / "notes.txt") == "mine");
}

TEST_CASE("png folder: one that holds a recording is refused and left alone") {
  for (const std::string name : {"frame-000000.png", "frame-12.png", "recording.json"}) {
    const TempDir dir;
    write_bytes(dir / name, "mine");
    CHECK_THROWS_WITH_AS((void)make_recorder(small(dir.path())), doctest::Contains(name.c_str()), Error);
    CHECK(files_in(dir.path()) == 1);
    CHECK(read_bytes(dir / name) == "mine");
  }
}

TEST_CASE("png folder: without a frame the folders it made go, and no others") {
  const TempDir dir;
  std::filesystem::create_directory(dir / "mine");
  make_recorder(small(dir / "mine/new/frames/"))->finish();
  { const auto destroyed = make_recorder(small(dir / "mine/new/frames/")); }
  CHECK(std::filesystem::exists(dir / "mine"));
  CHECK(std::filesystem::is_empty(dir / "mine"));
}

TEST_CASE("png folder: a frame of another size is refused; the destructor finishes") {
  const TempDir dir;
  {
    const auto recorder = make_recorder(small(dir / "frames/"));
    recorder->add(noise(33, 17, 0));
    CHECK_THROWS_WITH_AS(recorder->add(noise(17, 33, 0)), doctest::Contains("expected 33x17"), Error);
    recorder->add(noise(33, 17, 1));
  }
  CHECK(nlohmann::json::parse(read_bytes(dir / "frames/recording.json"))["frames"] == 2);
}

TEST_CASE("png folder: a failure names the file and how many frames there are") {
  const TempDir dir;
  const auto recorder = make_recorder(small(dir / "frames/"));
  recorder->add(noise(33, 17, 0));
  std::filesystem::create_directory(dir / "frames/frame-000001.png.part");  // in the way
  CHECK_THROWS_WITH_AS(recorder->add(noise(33, 17, 1)), doctest::Contains("frame-000001.png"), Error);
  CHECK(recorder->frames() == 1);
  CHECK(nlohmann::json::parse(read_bytes(dir / "frames/recording.json"))["frames"] == 1);
  CHECK_THROWS_WITH_AS(recorder->add(noise(33, 17, 2)), doctest::Contains("closed"), Error);
}
