#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <vector>

#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {

constexpr Colour kGreen{0, 1, 0, 1};
constexpr std::size_t kVertices = 6;  // of an arrow

/// 100 gradients along +x at (0, i): 95 of length 1, and 5 of length `rest`.
SampleGradients mostly_one(float rest) {
  SampleGradients gradients;
  for (int i = 0; i < 100; ++i) {
    gradients.origin.emplace_back(0.f, static_cast<float>(i));
    gradients.direction.emplace_back(i < 95 ? 1.f : rest, 0.f);
  }
  return gradients;
}

float shaft(const Segments& arrows, std::size_t i) {
  return glm::distance(arrows[kVertices * i].position, arrows[kVertices * i + 1].position);
}

}  // namespace

TEST_CASE("the arrow of the 95th percentile has full length, whatever the scale of gradients") {
  for (const float scale : {1e-4f, 1.f, 1e6f}) {
    SampleGradients gradients = mostly_one(0.25f);
    for (glm::vec2& d : gradients.direction) d *= scale;
    const Segments arrows = gradient_arrows(gradients, 0.5f, kGreen);
    REQUIRE(arrows.size() == 100 * kVertices);
    CHECK(shaft(arrows, 0) == doctest::Approx(0.5));
    CHECK(shaft(arrows, 99) == doctest::Approx(0.25));  // square root of a quarter
  }
}

TEST_CASE("long gradients are compressed, then cut") {
  CHECK(shaft(gradient_arrows(mostly_one(1.44f), 1, kGreen), 99) == doctest::Approx(1.2));
  CHECK(shaft(gradient_arrows(mostly_one(1e5f), 1, kGreen), 99) == doctest::Approx(1.5));
}

TEST_CASE("an arrow starts at its sample and points along the gradient, with a symmetric head") {
  const SampleGradients one{.origin = {{1, 2}}, .direction = {{0, -3}}};
  const Segments arrow = gradient_arrows(one, 2, kGreen);
  REQUIRE(arrow.size() == kVertices);
  CHECK(arrow[0].position == glm::vec2(1, 2));
  const glm::vec2 tip{1, 0};
  for (const std::size_t at_tip : {1u, 2u, 4u}) CHECK(glm::distance(arrow[at_tip].position, tip) < 1e-6f);
  const glm::vec2 left = arrow[3].position - tip;
  const glm::vec2 right = arrow[5].position - tip;
  CHECK(left.x == doctest::Approx(-right.x));
  CHECK(left.y == doctest::Approx(right.y));
  CHECK(left.y > 0);  // swept back, along the shaft
  CHECK(std::abs(left.x) > 0.1f);
  CHECK(glm::length(left) < 0.4f * 2);
  for (const ColouredVertex& v : arrow) CHECK(v.colour == kGreen);
}

TEST_CASE("vanishing and broken gradients get no arrow") {
  CHECK(gradient_arrows(mostly_one(0), 1, kGreen).size() == 95 * kVertices);
  CHECK(gradient_arrows(mostly_one(1e-5f), 1, kGreen).size() == 95 * kVertices);
  CHECK(gradient_arrows(mostly_one(std::nanf("")), 1, kGreen).size() == 95 * kVertices);
  const Segments arrows = gradient_arrows(mostly_one(std::numeric_limits<float>::infinity()), 1, kGreen);
  CHECK(arrows.size() == 95 * kVertices);
  for (const ColouredVertex& v : arrows) CHECK(std::isfinite(v.position.x));
  SampleGradients broken = mostly_one(1);
  broken.origin[3].x = std::nanf("");
  CHECK(gradient_arrows(broken, 1, kGreen).size() == 99 * kVertices);
  SampleGradients noise = mostly_one(1);
  for (glm::vec2& d : noise.direction) d *= 1e-9f;
  CHECK(gradient_arrows(noise, 1, kGreen).empty());
}

TEST_CASE("no gradients or no length, no arrows") {
  CHECK(gradient_arrows({}, 1, kGreen).empty());
  CHECK(gradient_arrows({.origin = {{0, 0}}, .direction = {{0, 0}}}, 1, kGreen).empty());
  CHECK(gradient_arrows(mostly_one(1), 0, kGreen).empty());
  CHECK(gradient_arrows(mostly_one(1), std::nanf(""), kGreen).empty());
}

TEST_CASE("a head keeps its shape in pixels where the axes are stretched apart") {
  const SampleGradients one{.origin = {{0, 0}}, .direction = {{1, 0}}};
  const glm::vec2 pixels{10, 400};
  const Segments arrow = gradient_arrows(one, 2, kGreen, pixels);
  REQUIRE(arrow.size() == kVertices);
  const glm::vec2 left = (arrow[3].position - arrow[2].position) * pixels;
  const glm::vec2 plain = (gradient_arrows(one, 2, kGreen)[3].position - glm::vec2(2, 0)) * 10.f;
  CHECK(left.x == doctest::Approx(plain.x).epsilon(1e-4));
  CHECK(left.y == doctest::Approx(plain.y).epsilon(1e-4));
}
