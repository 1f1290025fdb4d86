#include "view/ui/wrap_text.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

namespace {
std::string wrapped(const std::string& text, float width) {
  return wrap_text(text, width, [](std::string_view part) { return static_cast<float>(part.size()); });
}
}  // namespace

TEST_CASE("lines break at blanks alone, never inside a file's name or a number") {
  CHECK(wrapped("Names, seed:17, faces.json#smile", 20) == "Names, seed:17,\nfaces.json#smile");
  CHECK(wrapped("about 1,234.5 of them", 12) == "about\n1,234.5 of\nthem");
  CHECK(wrapped("short", 20) == "short");
  CHECK(wrapped("", 20).empty());
  CHECK(wrapped("two\nlines stay", 20) == "two\nlines stay");
  CHECK(wrapped("two\n\nlines", 3) == "two\n\nlines");
  CHECK(wrapped("/a/word/wider/than/the/line and more", 10) == "/a/word/wider/than/the/line\nand more");
  CHECK(wrapped("ends in blanks  ", 10) == "ends in\nblanks  ");
}
