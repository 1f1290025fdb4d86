#include "app/files/cut_recording.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("what was cut gets a name that says so, and takes no other file's") {
  const TempDir dir;
  std::ofstream(dir / "x.mp4") << "part";
  std::ofstream(dir / "x-cut.mp4") << "an older one";
  const std::filesystem::path cut = name_as_cut(dir / "x.mp4");
  CHECK(cut == dir / "x-cut-2.mp4");
  CHECK(content_of(cut) == "part");
  CHECK(content_of(dir / "x-cut.mp4") == "an older one");
  CHECK_FALSE(std::filesystem::exists(dir / "x.mp4"));
  std::filesystem::create_directory(dir / "frames");
  CHECK(name_as_cut(dir / "frames/") == dir / "frames-cut/");
  CHECK_THROWS_AS(static_cast<void>(name_as_cut(dir / "gone.mp4")), Error);
}
