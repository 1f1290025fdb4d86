#include "view/scene/camera.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>

using namespace ganscope;

namespace {

bool near(glm::vec2 a, glm::vec2 b, float tolerance = 1e-3f) { return glm::distance(a, b) < tolerance; }

}  // namespace

TEST_CASE("bounds are shown whole and centred with square pixels") {
  const Camera2D camera{.bounds = {{-1, -1}, {3, 1}}, .size = {800, 600}};
  CHECK(camera.scale() == glm::vec2(200, 200));
  CHECK(camera.centre() == glm::vec2(1, 0));
  CHECK(near(camera.to_pixel({1, 0}), {400, 300}));
  CHECK(near(camera.to_pixel({-1, 1}), {0, 100}));  // y is down
  CHECK(near(camera.to_pixel({3, -1}), {800, 500}));
  const Bounds visible = camera.visible();  // the longer side shows more
  CHECK(near(visible.min, {-1, -1.5f}));
  CHECK(near(visible.max, {3, 1.5f}));
}

TEST_CASE("a margin stays free around the bounds") {
  const Camera2D camera{.bounds = {{0, 0}, {1, 1}}, .size = {300, 220}, .margin = 10};
  CHECK(camera.scale() == glm::vec2(200, 200));
  CHECK(near(camera.to_pixel({0, 1}), {50, 10}));
  CHECK(near(camera.to_pixel({1, 0}), {250, 210}));
}

TEST_CASE("stretching fills both sides") {
  const Camera2D camera{.bounds = {{-2, 0}, {2, 1}}, .size = {420, 120}, .stretch = true, .margin = 10};
  CHECK(camera.scale() == glm::vec2(100, 100));
  const Camera2D wide{.bounds = {{-2, 0}, {2, 1}}, .size = {820, 120}, .stretch = true, .margin = 10};
  CHECK(wide.scale() == glm::vec2(200, 100));
  CHECK(near(wide.to_pixel({-2, 1}), {10, 10}));
  CHECK(near(wide.to_pixel({2, 0}), {810, 110}));
}

TEST_CASE("pixels and data are each other's inverse") {
  for (const bool stretch : {false, true}) {
    const Camera2D camera{.bounds = {{-1, 2}, {5, 3}},
                          .size = {640, 480},
                          .zoom = 2.5f,
                          .pan = {0.3f, -0.2f},
                          .stretch = stretch,
                          .margin = 7};
    for (const glm::vec2 pixel : {glm::vec2(0, 0), glm::vec2(640, 480), glm::vec2(123, 45)}) {
      CHECK(near(camera.to_pixel(camera.to_data(pixel)), pixel, 1e-2f));
    }
    const Bounds visible = camera.visible();
    CHECK(near(camera.to_pixel({visible.min.x, visible.max.y}), {0, 0}, 1e-2f));
    CHECK(near(camera.to_pixel({visible.max.x, visible.min.y}), {640, 480}, 1e-2f));
  }
}

TEST_CASE("zooming keeps the data under the pointer") {
  for (const bool stretch : {false, true}) {
    Camera2D camera{.bounds = {{-1, -1}, {1, 2}}, .size = {500, 400}, .stretch = stretch};
    const glm::vec2 pointer{120, 330};
    const glm::vec2 before = camera.to_data(pointer);
    const glm::vec2 scale = camera.scale();
    for (int i = 0; i < 5; ++i) {
      camera.zoom_at(pointer, 1.5f);
      CHECK(near(camera.to_data(pointer), before, 1e-4f));
    }
    CHECK(camera.scale().x == doctest::Approx(scale.x * std::pow(1.5f, 5)));
    camera.zoom_at(pointer, 1e9f);
    CHECK(camera.zoom == 1000);
    CHECK(near(camera.to_data(pointer), before, 1e-4f));
    camera.zoom_at(pointer, 1e-9f);
    CHECK(camera.zoom == 0.05f);
    CHECK(near(camera.to_data(pointer), before, 1e-3f));
  }
}

TEST_CASE("senseless zoom factors change nothing") {
  Camera2D camera{.bounds = {}, .size = {100, 100}};
  for (const float factor : {0.f, -2.f, std::nanf(""), INFINITY}) camera.zoom_at({10, 10}, factor);
  CHECK(camera.zoom == 1);
  CHECK(camera.pan == glm::vec2(0, 0));
}

TEST_CASE("the data follows the drag") {
  Camera2D camera{.bounds = {{0, 0}, {4, 2}}, .size = {400, 300}, .zoom = 2};
  const glm::vec2 grabbed = camera.to_data({100, 100});
  camera.drag({30, -50});
  CHECK(near(camera.to_pixel(grabbed), {130, 50}, 1e-2f));
}

TEST_CASE("bounds or pictures without extent still map to finite numbers") {
  const Camera2D point{.bounds = {{2, 3}, {2, 3}}, .size = {200, 100}};
  CHECK(near(point.to_pixel({2, 3}), {100, 50}));
  CHECK(point.scale() == glm::vec2(100, 100));
  const Camera2D line{.bounds = {{-1, 0}, {1, 0}}, .size = {200, 100}, .stretch = true};
  CHECK(line.scale() == glm::vec2(100, 100));
  const Camera2D closed{.bounds = {}, .size = {0, 0}, .margin = 20};
  CHECK(closed.scale().x > 0);
  CHECK(std::isfinite(closed.to_data({5, 5}).x));
}
