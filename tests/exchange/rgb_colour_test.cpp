#include "exchange/rgb_colour.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"

using namespace ganscope;

TEST_CASE("colours read back as they are written") {
  CHECK(parse_rgb_colour("black", "background") == RgbColour{0, 0, 0});
  CHECK(parse_rgb_colour("white", "background") == RgbColour{255, 255, 255});
  CHECK(parse_rgb_colour("#Ff8001", "background") == RgbColour{255, 128, 1});
  for (const char* text : {"black", "white", "#ff8001", "#000001"})
    CHECK(to_text(parse_rgb_colour(text, "background")) == text);
  for (const char* text : {"", "red", "#ff800", "#ff80011", "#gg0000", "ff8001", "#-f8001", "# f8001"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_rgb_colour(text, "background")),
                         doctest::Contains("expected black, white or #rrggbb"), UsageError);
  }
}
