#include "engine/analysis/class_augmentation.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace ganscope;

namespace {

/// Class 0 around (1, 0) with deviations (2, 0.5), class 1 around (5, 5) with (1, 1).
ClassStudy study() {
  ClassStudy out;
  out.classes = {2, {9, 9}, {{1, 0}, {5, 5}}, {{2, 0.5}, {1, 1}}};
  out.epsilon = {0.4, 0.1};
  return out;
}

}  // namespace

TEST_CASE("augmentation: latents lie p epsilon sigma from their class's mean, class after class") {
  const AugmentOptions options{.per_class = 50, .p_from = 0.25, .p_to = 0.75};
  const std::vector<float> latents = augmented_latents(study(), options);
  REQUIRE(latents.size() == 2 * 50 * 2);
  bool opposite = false;
  for (std::size_t i = 0; i < 50; ++i) {
    const double first = (latents[2 * i] - 1) / (0.4 * 2);
    const double second = latents[2 * i + 1] / (0.4 * 0.5);
    CHECK(std::abs(first) >= 0.25 - 1e-6);
    CHECK(std::abs(first) <= 0.75 + 1e-6);
    CHECK(std::abs(second) == doctest::Approx(std::abs(first)).epsilon(1e-5));
    opposite = opposite || first * second < 0;
    CHECK(std::abs(latents[100 + 2 * i] - 5) <= 0.1 * 0.75 + 1e-5);
  }
  CHECK(opposite);
  CHECK(latents == augmented_latents(study(), options));
}

TEST_CASE("augmentation: with all signs alike the latents lie on a line through the mean") {
  const std::vector<float> latents =
      augmented_latents(study(), {.per_class = 40, .signs = AugmentSigns::all, .seed = 3});
  bool below = false;
  bool above = false;
  for (std::size_t i = 0; i < 40; ++i) {
    CHECK(latents[2 * i + 1] == doctest::Approx((latents[2 * i] - 1) / 4).epsilon(1e-5));
    below = below || latents[2 * i] < 1;
    above = above || latents[2 * i] > 1;
  }
  CHECK(below);
  CHECK(above);
}
