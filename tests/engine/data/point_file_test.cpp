#include "engine/data/point_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// The file with this content, read.
PointFile read(const std::string& content, PointFileLimits limits = {}) {
  const test::TempDir folder;
  const auto path = folder / "points.csv";
  std::ofstream(path, std::ios::binary) << content;
  return read_point_file(path, limits);
}

const std::vector<glm::vec2> kTwo{{1, 2}, {3.5F, -4}};

}  // namespace

#define CHECK_REFUSED(content, part) \
  CHECK_THROWS_WITH_AS(static_cast<void>(read(content)), doctest::Contains(part), Error)

TEST_SUITE("point file") {
  TEST_CASE("separators, headers, comments and blank lines") {
    for (const char* content :
         {"1,2\n3.5,-4\n", "1;2\n3.5;-4", "1 2\n3.5\t-4\n", "  1 ,\t2 \r\n\r\n3.5,-4\r\n",
          "x,y\n1,2\n3.5,-4\n", "\xef\xbb\xbf\"first\";\"second\"\n1;2\n3.5;-4\n",
          "# by hand\n\nx y\n1e0 +2 # a remark\n35e-1   -4.0\n",
          "\xef\xbb\xbf"
          "1,2\n3.5,-4\n\n\n"}) {
      CAPTURE(content);
      const PointFile file = read(content);
      CHECK(file.columns == 2);
      CHECK(file.points == kTwo);
    }
  }

  TEST_CASE("one column lies on y = 0") {
    const PointFile file = read("value\n0.5\n-2\n7\n");
    CHECK(file.columns == 1);
    CHECK(file.points == std::vector<glm::vec2>{{0.5F, 0}, {-2, 0}, {7, 0}});
  }

  TEST_CASE("a bad row is named by file, line and value") {
    CHECK_REFUSED("1,2\n# note\n3,abc\n", "points.csv:3: 'abc' is not a number");
    CHECK_REFUSED("x,y\n1,2\nx,y\n", "points.csv:3: 'x' is not a number");
    CHECK_REFUSED("1,y\n1,2\n", "points.csv:1: 'y' is not a number");
    CHECK_REFUSED("1,2\n3,\n", "points.csv:2: '' is not a number");
    CHECK_REFUSED("1,2\n0x10,3\n", "'0x10' is not a number");
    CHECK_REFUSED("1,2\n+-3,3\n", "'+-3' is not a number");
    CHECK_REFUSED("1,2\n3,4 5\n", "'4 5' is not a number");
    CHECK_REFUSED("1;2\n1,5;3\n", "'1,5' is not a number");
    CHECK_REFUSED(std::string("1,2\n3,\0\x01z\n", 10), "'??z' is not a number");
    CHECK_REFUSED("1,2\n3," + std::string(500, 'q') + "\n", "qqq...' is not a number");
  }

  TEST_CASE("numbers without a place on the plane are refused") {
    CHECK_REFUSED("1,2\nnan,2\n", "points.csv:2: 'nan' is out of range; expected a finite number");
    CHECK_REFUSED("nan,nan\n1,2\n3,4\n", "points.csv:1: 'nan'");  // not a header
    CHECK_REFUSED("1,2\n3,-inf\n", "points.csv:2: '-inf'");
    CHECK_REFUSED("1,2\n1e999,2\n", "points.csv:2: '1e999'");
    CHECK_REFUSED("1,2\n2e9,2\n", "expected a finite number from -1e9 to 1e9");
  }

  TEST_CASE("the number of columns is 1 or 2 and stays the same") {
    CHECK_REFUSED("1,2,3\n4,5,6\n", "points.csv:1: '1,2,3' has 3 columns; expected 1 or 2");
    CHECK_REFUSED("1,2\n\n3\n", "points.csv:3: '3' has 1 column; expected 2 as in line 1");
    CHECK_REFUSED("v\n1\n2 3\n", "points.csv:3: '2 3' has 2 columns; expected 1 as in line 2");
  }

  TEST_CASE("fewer than two different points are refused") {
    CHECK_REFUSED("", "holds 0 points; expected at least 2");
    CHECK_REFUSED("x,y\n# nothing\n", "holds 0 points");
    CHECK_REFUSED("1,2\n", "holds 1 point;");
    CHECK_REFUSED("1,2\n1,2\n1,2\n", "all 3 rows are the same point");
  }

  TEST_CASE("files that can't be read or are too large") {
    const test::TempDir folder;
    CHECK_THROWS_WITH_AS(static_cast<void>(read_point_file(folder / "none.csv")),
                         doctest::Contains("none.csv: no such file"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read_point_file(folder.path())), doctest::Contains("not a file"),
                         Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1,2\n3,4\n", {.bytes = 7})),
                         doctest::Contains("has 8 bytes; expected at most 7"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1\n2\n3\n", {.points = 2})),
                         doctest::Contains("points.csv:3: the file has more than 2 points"), Error);
    CHECK(read("1\n2\n3\n", {.bytes = 6, .points = 3}).points.size() == 3);
  }
}
