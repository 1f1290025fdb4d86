#include "view/scene/stack_pictures.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("stack pictures: planes become pixels, row by row of cells, and what is missing stays empty") {
  // Three colour images of 2 x 1.
  ImageStack images{3, 3, 1, 2, {}};
  for (int i = 0; i < 18; ++i) images.values.push_back(static_cast<std::uint8_t>(i));
  const PictureGrid grid = picture_grid(images, 2, 2);
  REQUIRE(grid.cells.size() == 4);
  CHECK(*grid.at(0, 0) == Picture{2, 1, 3, {0, 2, 4, 1, 3, 5}});
  CHECK(grid.at(0, 1)->values == std::vector<std::uint8_t>{6, 8, 10, 7, 9, 11});
  CHECK(grid.at(1, 0)->values.front() == 12);
  CHECK(grid.at(1, 1) == nullptr);
}

TEST_CASE("stack pictures: grey stays grey, and no more is taken than there is room for") {
  const ImageStack images{4, 1, 1, 1, {10, 20, 30, 40}};
  const PictureGrid grid = picture_grid(images, 1, 2);
  REQUIRE(grid.cells.size() == 2);
  CHECK(*grid.at(0, 1) == Picture{1, 1, 1, {20}});
}
