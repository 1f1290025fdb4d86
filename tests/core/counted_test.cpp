#include "core/counted.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("counted: one is one, all others are many") {
  CHECK(counted(1, "frame") == "1 frame");
  CHECK(counted(0, "frame") == "0 frames");
  CHECK(counted(12345, "frame") == "12,345 frames");
  CHECK(counted(-1, "step") == "-1 steps");
  CHECK(counted(1, "class", "classes") == "1 class");
  CHECK(counted(2, "class", "classes") == "2 classes");
}
