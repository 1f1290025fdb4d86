#include "view/scene/corner_places.hpp"

#include <doctest/doctest.h>

#include "view/scene/one_dimension.hpp"

using namespace ganscope;

TEST_CASE("a block stands in its corner, its margins free") {
  const Rect area{{100, 50}, {500, 350}};
  const CornerMargins margins{.left = 1, .right = 2, .top = 3, .bottom = 4};
  CHECK(in_corner(Corner::upper_right, area, {40, 20}, margins).max.x == 498);
  CHECK(in_corner(Corner::upper_right, area, {40, 20}, margins).min.y == 53);
  CHECK(in_corner(Corner::lower_left, area, {40, 20}, margins).min.x == 101);
  CHECK(in_corner(Corner::lower_left, area, {40, 20}, margins).max.y == 346);
  for (const Corner corner :
       {Corner::upper_right, Corner::lower_right, Corner::lower_left, Corner::upper_left})
    CHECK(in_corner(corner, area, {40, 20}, margins).size() == glm::vec2(40, 20));
}

TEST_CASE("what a corner hides is counted by the real samples, which last, and not by the generated ones") {
  ToyFrame frame;
  frame.bounds = {{-1, -1}, {1, 1}};
  frame.real = {{0.9f, 0.9f}, {0.9f, 0.9f}, {-0.9f, -0.9f}, {0, 0}};
  Camera2D camera;
  camera.bounds = frame.bounds;
  camera.size = {200, 200};
  const Rect area{{10, 20}, {210, 220}};
  const std::vector<glm::vec2> before = lasting_points(frame, camera, area);
  REQUIRE(before.size() == 4);
  CHECK(before[0].x == doctest::Approx(200));
  CHECK(before[0].y == doctest::Approx(30));
  CHECK(percent_covered({{150, 20}, {210, 80}}, before) == 50);
  CHECK(percent_covered({{10, 160}, {60, 220}}, before) == 25);
  CHECK(percent_covered({{0, 0}, {1, 1}}, {}) == 0);
  frame.generated = {{0.5f, 0.5f}};
  CHECK(lasting_points(frame, camera, area) == before);
}

TEST_CASE("1-D: both axes count, so that no corner hides the latent axis unasked") {
  ToyFrame frame;
  frame.data_dims = 1;
  frame.bounds = {{-2, -2}, {2, 2}};
  for (int i = 0; i < 100; ++i) frame.real.emplace_back(0.01f * static_cast<float>(i - 50), 0.f);
  Camera2D camera;
  camera.stretch = true;
  camera.bounds = one_dimension_bounds(frame.bounds);
  camera.size = {600, 400};
  const Rect area{{0, 0}, {600, 400}};
  const std::vector<glm::vec2> points = lasting_points(frame, camera, area);
  const CornerMargins margins;
  CHECK(percent_covered(in_corner(Corner::lower_right, area, {200, 90}, margins), points) > 5);
  CHECK(percent_covered(in_corner(Corner::upper_right, area, {200, 90}, margins), points) == 0);
  // A row just above the latent axis hides the feet of its lines.
  const float axis = camera.to_pixel({0, kLatentAxis}).y;
  CHECK(percent_covered({{0, axis - 30}, {600, axis - 4}}, points) > 10);
}
