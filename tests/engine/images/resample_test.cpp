#include "engine/images/resample.hpp"

#include <ATen/ops/_upsample_bilinear2d_aa.h>

#include <vector>

#include "core/rng.hpp"
#include "support/doctest_torch.hpp"

using namespace ganscope;

namespace {

std::vector<float> noise(int count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  Rng(7, "plane").fill_uniform(values, 0, 1);
  return values;
}

std::vector<float> by_libtorch(std::vector<float> plane, PlaneSize from, PlaneSize to) {
  const at::Tensor x = at::from_blob(plane.data(), {1, 1, from.height, from.width}, at::kFloat);
  const at::Tensor y = at::_upsample_bilinear2d_aa(x, {to.height, to.width}, false).contiguous();
  return {y.data_ptr<float>(), y.data_ptr<float>() + y.numel()};
}

}  // namespace

TEST_SUITE("resample") {
  TEST_CASE("every ratio gives what torchvision's Resize gives") {
    for (const PlaneSize from : {PlaneSize{1, 1}, {7, 5}, {28, 28}, {40, 30}, {101, 64}})
      for (const PlaneSize to : {PlaneSize{1, 1}, {3, 9}, {16, 16}, {28, 28}, {64, 64}, {101, 64}}) {
        CAPTURE(from.width);
        CAPTURE(from.height);
        CAPTURE(to.width);
        CAPTURE(to.height);
        const std::vector<float> plane = noise(from.width * from.height);
        const std::vector<float> ours = resample(plane, from, to);
        const std::vector<float> theirs = by_libtorch(plane, from, to);
        REQUIRE(ours.size() == theirs.size());
        float worst = 0;
        for (std::size_t i = 0; i < ours.size(); ++i) worst = std::max(worst, std::abs(ours[i] - theirs[i]));
        CHECK(worst < 2e-6f);
      }
  }

  TEST_CASE("a plane of one value stays so, at any size") {
    for (const int side : {1, 2, 13, 64})
      for (const float value : resample(std::vector<float>(21 * 17, 0.3f), {21, 17}, {side, side}))
        CHECK(value == 0.3f);
  }

  TEST_CASE("the size it has already changes nothing") {
    const std::vector<float> plane = noise(12 * 9);
    CHECK(resample(plane, {12, 9}, {12, 9}) == plane);
  }
}
