#include "core/program_place.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "support/temp_dir.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << content;
}

TEST_CASE(
    "documentation pages: beside an installed program, in a built one's source tree, else as in the source") {
  const test::TempDir dir;
  const fs::path program = dir / "bin" / "ganscope";
  CHECK(documentation_page("data.md", program) == "docs/data.md");
  CHECK(documentation_page("data.md", "") == "docs/data.md");
  put(dir / "source" / "docs" / "data.md", "x");
  put(dir / "CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=" + (dir / "source").string() + "\n");
  CHECK(documentation_page("data.md", program) == dir / "source" / "docs" / "data.md");
  CHECK(documentation_page("none.md", program) == "docs/none.md");
  put(dir / "share" / "doc" / "ganscope" / "docs" / "data.md", "x");
  CHECK(documentation_page("data.md", program) == dir / "share" / "doc" / "ganscope" / "docs" / "data.md");
}

TEST_CASE("documentation pages: the tests' own source tree has those that messages name") {
  CHECK(documentation_page("model-card.md") == fs::path(GANSCOPE_SOURCE_DIR) / "docs" / "model-card.md");
}

}  // namespace
}  // namespace ganscope
