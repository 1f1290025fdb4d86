#include "core/files.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::string refusal(const std::filesystem::path& path, std::uintmax_t most = 100) {
  try {
    static_cast<void>(read_whole_file(path, most));
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("files: a file is read whole, up to as many bytes as are allowed") {
  const TempDir dir;
  const std::string bytes("a\0\r\nb", 5);
  std::ofstream(dir / "a", std::ios::binary) << bytes;
  CHECK(read_whole_file(dir / "a", 100) == bytes);
  CHECK(read_whole_file(dir / "a", 5) == bytes);
  CHECK(refusal(dir / "a", 4) == "it has 5 bytes; expected at most 4");
  std::ofstream(dir / "empty");
  CHECK(read_whole_file(dir / "empty", 0).empty());
  std::filesystem::create_symlink(dir / "a", dir / "link");
  CHECK(read_whole_file(dir / "link", 100) == bytes);
}

TEST_CASE("files: what is no file is refused with the reason") {
  const TempDir dir;
  CHECK(refusal(dir / "none") == "no such file");
  CHECK(refusal(dir / "none" / "a") == "no such file");
  CHECK(refusal("") == "no such file");
  CHECK(refusal(dir.path()) == "it is a folder, not a file");
  CHECK(refusal("/dev/zero") == "it is not a file");
  std::ofstream(dir / "a") << "x";
  CHECK(refusal(dir / "a" / "b") == "no such file");
  CHECK(is_there(dir / "a"));
  CHECK(is_there(dir.path()));
  CHECK_FALSE(is_there(dir / "none"));
  std::filesystem::create_symlink("nothing", dir / "dangling");
  CHECK_FALSE(is_there(dir / "dangling"));
}
