#include "view/scene/picture_difference.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("difference of pictures: grey where both agree, lighter where the second has more") {
  const auto a = std::make_shared<const Picture>(Picture{2, 2, 1, {0, 255, 100, 7}});
  const auto b = std::make_shared<const Picture>(Picture{2, 2, 1, {255, 0, 100, 8}});
  const PicturePtr out = picture_difference(a, b);
  REQUIRE(out);
  CHECK(out->values == std::vector<std::uint8_t>{255, 0, 128, 128});
  CHECK(picture_difference(a, a)->values == std::vector<std::uint8_t>(4, 128));
}

TEST_CASE("difference of pictures: none of two sizes, or where one is missing") {
  const auto a = std::make_shared<const Picture>(Picture{2, 2, 1, {0, 0, 0, 0}});
  const auto b = std::make_shared<const Picture>(Picture{4, 1, 1, {0, 0, 0, 0}});
  CHECK_FALSE(picture_difference(a, b));
  CHECK_FALSE(picture_difference(a, nullptr));
  CHECK_FALSE(picture_difference(nullptr, a));
}
