#include "engine/data/point_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// The file with this content, read.
PointFile read(const std::string& content, PointFileLimits limits = {}, int columns = 0) {
  const test::TempDir folder;
  const auto path = folder / "points.csv";
  std::ofstream(path, std::ios::binary) << content;
  return read_point_file(path, limits, columns);
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

  TEST_CASE("decimal commas, where commas can separate nothing, and quotes") {
    for (const char* content :
         {"1;2\n3,5;-4\n", "1,0;2,0\n3,5;-4,0\n", "1,0 2,0\n3,5 -4,0\n", "1\t2\n3,5\t-4\n",
          "x y\n1,0 2,0\n3,5 -4\n", "\"1\",\"2\"\n\"3.5\",\"-4\"\n", "\"1,0\",\"2,0\"\n\"3,5\",\"-4,0\"\n",
          "x,y\r1,2\r3.5,-4\r", "\"x; y\";z\n1;2\n3,5;-4\n"}) {
      CAPTURE(content);
      const PointFile file = read(content);
      CHECK(file.columns == 2);
      CHECK(file.points == kTwo);
    }
    for (const char* content :
         {"0,5\n-2,25\n7\n", "value\n0,5\n-2,25\n7,0\n", "\"0,5\"\n\"-2,25\"\n\"7,0\"\n"}) {
      CAPTURE(content);
      const PointFile file = read(content);
      CHECK(file.columns == 1);
      CHECK(file.points == std::vector<glm::vec2>{{0.5F, 0}, {-2.25F, 0}, {7, 0}});
    }
    CHECK_REFUSED("1.5;2\n1,5;3\n", "points.csv:2: '1,5' has a decimal comma, and line 1 the other");
    CHECK_REFUSED("1,5;2\n1.5;3\n", "points.csv:2: '1.5' has a decimal point, and line 1 the other");
    CHECK_REFUSED("1.234,5;2\n3;4\n", "'1.234,5' is not a number");
  }

  TEST_CASE("whole numbers with commas between are two columns or one: the file or the reader says which") {
    const std::string content = "1,25\n0,992198\n-3,75\n";
    CHECK_REFUSED(content,
                  "points.csv:1: '1,25', and every line like it, reads as two columns (1 and 25) and as "
                  "one column with a decimal comma (1.25); expected file:");
    CHECK_REFUSED(content, "points.csv#2 for two columns, file:");
    CHECK_REFUSED(content, "points.csv#1 for one, or a first line that names the columns, such as x,y");
    CHECK(read("x,y\n" + content).points == std::vector<glm::vec2>{{1, 25}, {0, 992198}, {-3, 75}});
    CHECK(read("value\n" + content).points ==
          std::vector<glm::vec2>{{1.25F, 0}, {0.992198F, 0}, {-3.75F, 0}});
    CHECK(read(content, {}, 2).points == std::vector<glm::vec2>{{1, 25}, {0, 992198}, {-3, 75}});
    CHECK(read(content, {}, 1).points == std::vector<glm::vec2>{{1.25F, 0}, {0.992198F, 0}, {-3.75F, 0}});
    // One line that is no decimal number, or no pair of whole ones, says it for all.
    CHECK(read(content + "4,-2\n").columns == 2);
    CHECK(read(content + "4, 2\n").columns == 2);
    CHECK(read(content + "0.5,2\n").columns == 2);
    CHECK(read(content + "4\n").columns == 1);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1 2\n3 4\n", {}, 1)),
                         doctest::Contains("has 2 columns; expected 1, as #1 says"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1\n3\n", {}, 2)),
                         doctest::Contains("has 1 column; expected 2, as #2 says"), Error);
  }

  TEST_CASE("another format is named") {
    CHECK_REFUSED("[[0.1, 0.2], [0.3, 0.4]]",
                  "points.csv: it is JSON; expected text with one or two numbers");
    CHECK_REFUSED("\xef\xbb\xbf {\"x\": [1, 2]}", "it is JSON");
    CHECK_REFUSED(std::string("\x93NUMPY\x01\x00", 8), "it is a NumPy array");
    CHECK_REFUSED("PK\x03\x04....", "it is a zip archive, as spreadsheets (.xlsx, .ods)");
    CHECK_REFUSED("\x89PNG\r\n\x1a\n", "it is a PNG picture");
    CHECK_REFUSED(std::string("\xff\xfe"
                              "1\0,\0",
                              6),
                  "it is text in UTF-16; save it as UTF-8");
    CHECK_REFUSED("<html>", "it is a web page or XML");
    CHECK_REFUSED(std::string("1,2\0", 4), "it is a binary file");
  }

  TEST_CASE("a bad row is named by file, line and value") {
    CHECK_REFUSED("1,2\n# note\n3,abc\n", "points.csv:3: 'abc' is not a number");
    CHECK_REFUSED("x,y\n1,2\nx,y\n", "points.csv:3: 'x' is not a number");
    CHECK_REFUSED("1,y\n1,2\n", "points.csv:1: 'y' is not a number");
    CHECK_REFUSED("1,2\n3,\n", "points.csv:2: '' is not a number");
    CHECK_REFUSED("1,2\n0x10,3\n", "'0x10' is not a number");
    CHECK_REFUSED("1,2\n+-3,3\n", "'+-3' is not a number");
    CHECK_REFUSED("1,2\n3,4 5\n", "'4 5' is not a number");
    CHECK_REFUSED("1,2\n3,\x02\x01z\n", "'??z' is not a number");
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
    CHECK_REFUSED("1.0,2\n\n3\n", "points.csv:3: '3' has 1 column; expected 2 as in line 1");
    CHECK_REFUSED("v\n1\n2 3\n", "points.csv:3: '2 3' has 2 columns; expected 1 as in line 2");
  }

  TEST_CASE("fewer than two different points are refused") {
    CHECK_REFUSED("", "holds 0 points; expected at least 2");
    CHECK_REFUSED("x,y\n# nothing\n", "holds 0 points");
    CHECK_REFUSED("1.0,2\n", "holds 1 point;");
    CHECK_REFUSED("1,2.0\n1,2\n1,2\n", "all 3 rows are the same point");
  }

  TEST_CASE("files that can't be read or are too large") {
    const test::TempDir folder;
    CHECK_THROWS_WITH_AS(static_cast<void>(read_point_file(folder / "none.csv")),
                         doctest::Contains("none.csv: no such file"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read_point_file(folder.path())), doctest::Contains("not a file"),
                         Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1 2\n3 4\n", {.bytes = 7})),
                         doctest::Contains("has 8 bytes; expected at most 7"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("1\n2\n3\n", {.points = 2})),
                         doctest::Contains("points.csv:3: the file has more than 2 points"), Error);
    CHECK(read("1\n2\n3\n", {.bytes = 6, .points = 3}).points.size() == 3);
  }
}
