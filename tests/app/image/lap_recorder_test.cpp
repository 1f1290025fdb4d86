#include "app/image/lap_recorder.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"
#include "support/until.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// A program of a few lines in place of the recording one.
std::filesystem::path script(const TempDir& dir, const std::string& lines) {
  const std::filesystem::path path = dir / "program.sh";
  std::ofstream(path) << "#!/bin/sh\n" << lines;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

/// Updates the recorder until `wanted` holds; fails after ten seconds.
template <class Wanted>
void until(LapRecorder& recorder, Wanted wanted) {
  until_holds([&] { recorder.update(); }, wanted, [&] { return recorder.error(); });
}

void until_ended(LapRecorder& recorder) {
  until(recorder, [&] { return recorder.ended(); });
}

}  // namespace

TEST_CASE("a recorder runs the command it is given, asks for progress, and ends by itself") {
  const TempDir dir;
  LapRecorder recorder({"tour", "a model.pt", "--out", "x.mp4"},
                       script(dir, "printf '%s\\n' \"$@\" >" + (dir / "words").string() + "\n"));
  until_ended(recorder);
  CHECK(recorder.error().empty());
  CHECK(content_of(dir / "words") == "tour\na model.pt\n--out\nx.mp4\n--progress\n0.25\n");
  CHECK_FALSE(recorder.update());  // nothing more comes
}

TEST_CASE("a recorder reads how far it is as JSON, whatever the words around it, and how long it takes") {
  const TempDir dir;
  const std::string go = (dir / "go").string();
  LapRecorder recorder({},
                       script(dir,
                              "[ \"$GANSCOPE_PROGRESS\" = json ] || exit 3\n"
                              "echo '{\"done\":1200,\"total\":4800}' >&2\n"
                              "while [ ! -e " +
                                  go +
                                  " ]; do sleep 0.02; done\n"
                                  "echo '{\"done\":4800,\"total\":4800}' >&2\n"
                                  "echo 'ganscope: 1 of 9 frames, 40/s, 0:00 left' >&2\n"
                                  "echo '{\"done\":\"many\"}' >&2\necho '{\"done\":1,\"total\":0}' >&2\n"));
  CHECK(recorder.seconds_left() < 0);
  until(recorder, [&] { return recorder.done() > 0; });
  CHECK(recorder.done() == doctest::Approx(0.25));
  CHECK(recorder.seconds_left() > 0);
  CHECK_FALSE(recorder.ended());
  std::ofstream(go) << "";
  until_ended(recorder);
  CHECK(recorder.error().empty());
  CHECK(recorder.done() == doctest::Approx(1));
}

TEST_CASE("a recorder hands on what went wrong, or that nothing was said") {
  const TempDir dir;
  LapRecorder told({}, script(dir, "echo 'ganscope: error: x.mp4: no space left' >&2\nexit 1\n"));
  until_ended(told);
  CHECK(told.error() == "x.mp4: no space left");
  LapRecorder silent({}, script(dir, "exit 3\n"));
  until_ended(silent);
  CHECK(silent.error() == "the recording ended without saying why");
  LapRecorder killed({}, script(dir, "kill -9 $$\n"));
  until_ended(killed);
  CHECK_FALSE(killed.error().empty());
  CHECK_THROWS_WITH_AS(LapRecorder({}, dir / "nothing"), doctest::Contains("cannot start the recording"),
                       Error);
}

TEST_CASE("a recorder that is stopped completes its file: that is no error") {
  const TempDir dir;
  const std::string lines = "trap 'echo whole >" + (dir / "file").string() + "; exit 130' INT\ntouch " +
                            (dir / "ready").string() + "\nwhile :; do sleep 0.02; done\n";
  {
    LapRecorder recorder({}, script(dir, lines));
    until(recorder, [&] { return std::filesystem::exists(dir / "ready"); });
    recorder.stop();
    until_ended(recorder);
    CHECK(recorder.error().empty());
    CHECK(content_of(dir / "file") == "whole\n");
  }
  std::filesystem::remove(dir / "file");
  std::filesystem::remove(dir / "ready");
  {
    LapRecorder recorder({}, script(dir, lines));
    until(recorder, [&] { return std::filesystem::exists(dir / "ready"); });
  }
  CHECK(content_of(dir / "file") == "whole\n");  // leaving waits for it
}

TEST_CASE("a recorder that is finished early has ended when it says so, whatever it still had to say") {
  const TempDir dir;
  LapRecorder recorder(
      {}, script(dir,
                 "trap 'head -c 300000 /dev/zero | tr \"\\\\0\" \"x\" >&2; echo >&2; exit 130' INT\n"
                 "echo '{\"done\":120,\"total\":480}' >&2\n"
                 "touch " +
                     (dir / "ready").string() +
                     "\n"
                     "while :; do sleep 0.01; done\n"));
  until(recorder, [&] { return std::filesystem::exists(dir / "ready") && recorder.done() > 0; });
  recorder.finish();
  CHECK(recorder.ended());
  CHECK(recorder.error().empty());
  CHECK(recorder.done() == doctest::Approx(0.25));
}
