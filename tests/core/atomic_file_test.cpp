#include "core/atomic_file.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::string failure_of(const std::filesystem::path& path, std::string_view content) {
  try {
    write_file_atomically(path, content);
  } catch (const Error& e) {
    return e.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_SUITE("atomic_file") {
  TEST_CASE("writes, replaces, and leaves nothing beside the file") {
    const TempDir dir;
    const std::string bytes("a\0b\n\xff", 5);
    write_file_atomically(dir / "x.bin", bytes);
    CHECK(content_of(dir / "x.bin") == bytes);
    write_file_atomically(dir / "x.bin", "");
    CHECK(content_of(dir / "x.bin").empty());
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a full disk leaves the old file and no other") {
    const TempDir dir;
    write_file_atomically(dir / "x.txt", "old");
    std::string message;
    {
      const FullDisk full(1000);
      message = failure_of(dir / "x.txt", std::string(5000, 'n'));
    }
    CHECK(message.find((dir / "x.txt").string() + ": writing: File too large") != std::string::npos);
    CHECK(content_of(dir / "x.txt") == "old");
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a folder that is not there, or that is a file, is named") {
    const TempDir dir;
    const std::string missing = (dir / "none" / "x.txt").string();
    CHECK(failure_of(missing, "x").find("cannot write " + missing) == 0);
    CHECK(failure_of(missing, "x").find("No such file or directory") != std::string::npos);
    write_file_atomically(dir / "file", "x");
    CHECK(failure_of(dir / "file" / "x.txt", "x").find("Not a directory") != std::string::npos);
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a folder in the file's place stays, and so does its content") {
    const TempDir dir;
    std::filesystem::create_directories(dir / "x.txt" / "inside");
    CHECK(failure_of(dir / "x.txt", "x").find((dir / "x.txt").string()) != std::string::npos);
    CHECK(std::filesystem::is_directory(dir / "x.txt" / "inside"));
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("unused_path counts up from what stands there") {
    const TempDir dir;
    const auto touch = [&](const char* name) { std::ofstream(dir / name) << "x"; };
    CHECK(unused_path(dir / "run.mp4") == dir / "run.mp4");
    touch("run.mp4");
    CHECK(unused_path(dir / "run.mp4") == dir / "run-2.mp4");
    touch("run-2.mp4");
    touch("run-4.mp4");
    CHECK(unused_path(dir / "run.mp4") == dir / "run-3.mp4");
    std::filesystem::create_directory(dir / "pictures");
    CHECK(unused_path(dir / "pictures") == dir / "pictures-2");
  }
}
