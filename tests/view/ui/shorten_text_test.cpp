#include "view/ui/shorten_text.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

namespace {

/// A font in which every character is ten pixels wide.
float tens(std::string_view text) {
  float width = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) width += 10;
  return width;
}

std::string middle(std::string_view text, float width) { return shorten_middle(text, width, tens); }
std::string path(std::string_view text, float width) { return shorten_path(text, width, tens); }

}  // namespace

TEST_CASE("shortened text: what fits is left alone, to the pixel") {
  CHECK(middle("generator", 90) == "generator");
  CHECK(middle("generator", 89.9f) == "gen...or");
  CHECK(middle("", 0) == "");
  CHECK(path("/a/b", 40) == "/a/b");
}

TEST_CASE("shortened text: both ends stay, as much as fits of each") {
  CHECK(middle("abcdefghij", 80) == "abc...ij");
  CHECK(middle("abcdefghij", 70) == "ab...ij");
  CHECK(middle("abcdefghij", 40) == "a...");
  CHECK(middle("abcdefghij", 30) == "...");
  CHECK(middle("abcdefghij", 0) == "...");  // never less
  for (float width = 30; width < 100; width += 7) CHECK(tens(middle("abcdefghij", width)) <= width);
}

TEST_CASE("shortened text: characters of several bytes stay whole") {
  CHECK(middle("äöüäöüäöü", 70) == "äö...öü");
  CHECK(middle("漢字漢字漢字", 50) == "漢...字");
  CHECK(path("/äöüäöü/x", 70) == "/ä.../x");
  // Bytes that are no UTF-8 end nothing early.
  CHECK_FALSE(middle("\x80\x80\xff\xfe\x80"
                     "abcdefgh",
                     50)
                  .empty());
}

TEST_CASE("shortened paths: the last part stays whole while it fits") {
  CHECK(path("/home/eve/models/faces.pt", 180) == "/home/.../faces.pt");
  CHECK(path("/home/eve/models/faces.pt", 120) == ".../faces.pt");
  CHECK(path("/home/eve/models/faces.pt", 110) == "faces.pt");
  CHECK(path("/home/eve/models/faces.pt", 70) == "fa...pt");
  CHECK(path("/home/eve/models/", 140) == "/ho.../models/");
  CHECK(path("abcdefghij", 70) == "ab...ij");
  CHECK(path("/", 5) == "...");
  CHECK(path("/ab", 25) == "ab");
}
