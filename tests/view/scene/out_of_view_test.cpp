#include "view/scene/out_of_view.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace ganscope;

namespace {

Camera2D square_camera() {
  Camera2D camera;
  camera.bounds = {{-1, -1}, {1, 1}};
  camera.size = {100, 100};
  return camera;
}

}  // namespace

TEST_CASE("samples count for the side of the picture that they are farther beyond") {
  const OutOfView out = out_of_view(
      {{0, 0}, {0.9f, -0.9f}, {-3, 0}, {-3, 1.5f}, {2, 0}, {0, 2}, {0.5f, 4}, {0, -9}}, square_camera());
  CHECK(out.beyond(Side::left) == doctest::Approx(2. / 8));
  CHECK(out.beyond(Side::right) == doctest::Approx(1. / 8));
  CHECK(out.beyond(Side::above) == doctest::Approx(2. / 8));
  CHECK(out.beyond(Side::below) == doctest::Approx(1. / 8));
  CHECK(out.total() == doctest::Approx(6. / 8));
}

TEST_CASE("positions that are no numbers lie nowhere, and no samples are no share") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(out_of_view({{nan, 0}, {5, 0}}, square_camera()).total() == doctest::Approx(0.5));
  CHECK(out_of_view({}, square_camera()).total() == 0);
}
