#include "view/scene/one_dimension.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/rng.hpp"

using namespace ganscope;

namespace {

ToyFrame frame_with(float generated_deviation) {
  ToyFrame frame;
  frame.data_dims = 1;
  frame.bounds = {{-4, -4}, {4, 4}};
  Rng rng(3);
  for (int i = 0; i < 2000; ++i) {
    frame.real.emplace_back(static_cast<float>(rng.normal()), 0.f);
    frame.generated.emplace_back(generated_deviation * static_cast<float>(rng.normal()), 0.f);
    frame.chart.emplace_back(static_cast<float>(rng.uniform()), 0.5f);
  }
  return frame;
}

float peak(const std::vector<glm::vec2>& curve) {
  return std::max_element(curve.begin(), curve.end(), [](glm::vec2 a, glm::vec2 b) { return a.y < b.y; })->y;
}

}  // namespace

TEST_CASE("1-D: the higher density reaches 0.9, and the data keeps a third of that") {
  const DensityCurves wide = density_curves(frame_with(2));
  CHECK(peak(wide.real) == doctest::Approx(0.9));
  CHECK(peak(wide.generated) == doctest::Approx(0.45).epsilon(0.2));
  const DensityCurves narrow = density_curves(frame_with(0.5f));
  CHECK(peak(narrow.generated) == doctest::Approx(0.9));
  CHECK(peak(narrow.real) == doctest::Approx(0.45).epsilon(0.2));
  const DensityCurves collapsed = density_curves(frame_with(0));
  CHECK(peak(collapsed.real) == doctest::Approx(0.3));
  CHECK(peak(collapsed.generated) > 0.9);
}

TEST_CASE("1-D: lines lead from the latent axis to G(z) on the data axis, spread over the latents") {
  const ToyFrame frame = frame_with(1);
  const Segments lines = latent_lines(frame, theme(ThemeKind::dark));
  REQUIRE(lines.size() >= 2 * 90);
  CHECK(lines.size() <= 2 * 110);
  float before = -5;
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    CHECK(lines[i].position.y == kLatentAxis);
    CHECK(lines[i + 1].position.y == 0);
    CHECK(lines[i].position.x >= before);  // in the order of z
    before = lines[i].position.x;
  }
  CHECK(lines.front().position.x < -3.8f);
  CHECK(before > 3.7f);
}

TEST_CASE("1-D: D(x) stands at the middle of its cells") {
  Field field;
  field.columns = 4;
  field.rows = 1;
  field.bounds = {{-2, 0}, {2, 1}};
  field.answer = {0.f, 0.25f, 0.75f, 1.f};
  const std::vector<glm::vec2> curve = answer_curve(field);
  REQUIRE(curve.size() == 4);
  CHECK(curve[0] == glm::vec2(-1.5f, 0.f));
  CHECK(curve[2] == glm::vec2(0.5f, 0.75f * kAnswerTop));
  field.rows = 2;
  CHECK(answer_curve(field).empty());
}

TEST_CASE("1-D: of many pushes a few along the axis are drawn, each a sample's own") {
  ToyFrame frame = frame_with(1);
  for (const glm::vec2& sample : frame.generated) {
    frame.gradients.origin.push_back(sample);
    frame.gradients.direction.emplace_back(-sample.x, 0.f);
  }
  const SampleGradients shown = pushes_along_axis(frame);
  CHECK(shown.origin.size() > kPushes / 2);
  CHECK(shown.origin.size() <= std::size_t{kPushes});
  for (std::size_t i = 0; i < shown.origin.size(); ++i) {
    CHECK(shown.direction[i].x == -shown.origin[i].x);
    CHECK(shown.origin[i].y > 0);  // above the axis, whose numbers stand below it
    if (i > 0) CHECK(shown.origin[i].x > shown.origin[i - 1].x);
  }
  frame.gradients.origin.assign(3, {std::nanf(""), 0});
  CHECK(pushes_along_axis(frame).origin.empty());
}

TEST_CASE("1-D: trails rise from the axis into the past") {
  const Trails trails{.chart = {{0.5f, 0.5f}}, .positions = {{{-1, 0}, {0, 0}, {1, 0}}, {}, {{2, 0}}}};
  const Trails risen = rising_trails(trails);
  REQUIRE(risen.positions[0].size() == 3);
  CHECK(risen.positions[0][0].y > risen.positions[0][1].y);
  CHECK(risen.positions[0][1].y > 0);
  CHECK(risen.positions[0][2] == glm::vec2(1, 0));
  CHECK(risen.positions[1].empty());
}
