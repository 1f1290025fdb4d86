#include "engine/latent/prior_latents.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("a seed names one latent") {
  for (const LatentSpace& space : {normal_space(), uniform_space()}) {
    CHECK(seeded_latent(space, 17) == seeded_latent(space, 17));
    CHECK_FALSE(seeded_latent(space, 17) == seeded_latent(space, 18));
    CHECK(seeded_latent(space, 17).size() == 100);
  }
}

TEST_CASE("latents have the prior's mean, spread and typical radius") {
  for (const LatentSpace& space : {normal_space(64), uniform_space(64), uniform_space(64, 0, 3)}) {
    double sum = 0;
    double squares = 0;
    constexpr int kCount = 4000;
    for (int i = 0; i < kCount; ++i)
      for (const double x : seeded_latent(space, static_cast<std::uint64_t>(i))) {
        sum += x;
        squares += x * x;
        if (space.prior == LatentPrior::uniform) REQUIRE((x >= space.low && x < space.high));
      }
    const double n = 64.0 * kCount;
    const double expected_mean = space.prior == LatentPrior::normal ? 0 : 0.5 * (space.low + space.high);
    CHECK(std::fabs(sum / n - expected_mean) < 0.01);
    CHECK(std::sqrt(squares / kCount) == doctest::Approx(typical_radius(space)).epsilon(0.01));
  }
  CHECK(typical_radius(normal_space(100)) == 10);
  CHECK(typical_radius(uniform_space(75)) == doctest::Approx(5));  // 75 / 3 = 25
}

TEST_CASE("deviation, truncation and sphere: bounds, spread and radius") {
  const LatentSpace wide{.size = 64, .deviation = 2.5F};
  const LatentSpace cut{.size = 64, .truncation = 1};
  const LatentSpace narrow{.size = 64, .deviation = 3, .truncation = 0.1F};
  const LatentSpace unit{.size = 64, .prior = LatentPrior::sphere, .radius = 1};
  const LatentSpace usual{.size = 64, .prior = LatentPrior::sphere};
  for (const LatentSpace& space : {wide, cut, narrow, unit, usual}) {
    double squares = 0;
    double sum = 0;
    constexpr int kCount = 2000;
    for (int i = 0; i < kCount; ++i) {
      const Latent latent = seeded_latent(space, static_cast<std::uint64_t>(i));
      squares += dot(latent, latent);
      for (const double x : latent) {
        sum += x;
        if (space.truncation > 0)
          REQUIRE(std::fabs(x) <= static_cast<double>(space.deviation * space.truncation));
      }
      if (space.prior == LatentPrior::sphere) REQUIRE(norm(latent) == doctest::Approx(space.sphere_radius()));
    }
    CHECK(std::sqrt(squares / kCount) == doctest::Approx(typical_radius(space)).epsilon(0.01));
    CHECK(std::fabs(sum / (64 * kCount)) < 0.02 * typical_radius(space) / 8);
  }
  CHECK(typical_radius(wide) == doctest::Approx(20));
  // A standard normal number within one deviation of 0 has variance 0.29112509.
  CHECK(typical_radius(cut) == doctest::Approx(8 * std::sqrt(0.29112509)));
  CHECK(typical_radius(narrow) == doctest::Approx(8 * 3 * 0.1 / std::sqrt(3)).epsilon(0.001));
  CHECK(typical_radius(unit) == 1);
  CHECK(typical_radius(usual) == 8);
  CHECK(prior_text(wide) == "normal, deviation 2.5");
  CHECK(prior_text(unit) == "on a sphere of radius 1");
}

TEST_CASE("draws for a generator are those of the prior one by one") {
  for (const LatentSpace& space : {normal_space(3), uniform_space(3)}) {
    Rng one(5, "x");
    Rng many(5, "x");
    const std::vector<float> rows = draw_latents(space, 4, many);
    for (std::size_t i = 0; i < 4; ++i) {
      const Latent latent = draw_latent(space, one);
      for (std::size_t j = 0; j < 3; ++j) CHECK(rows[3 * i + j] == static_cast<float>(latent[j]));
    }
  }
}

TEST_CASE("scaling back to the typical radius keeps the direction") {
  const LatentSpace space = normal_space();
  const Latent a = scaled(seeded_latent(space, 1), 7);
  const Latent back = at_typical_radius(space, a);
  CHECK(norm(back) == doctest::Approx(10));
  CHECK(angle_between(a, back) < 1e-12);
  CHECK_THROWS_AS(static_cast<void>(at_typical_radius(space, Latent(100, 0.0))), Error);
}

TEST_CASE("reflection folds numbers into the bounds") {
  CHECK(reflected(0.25, -1, 1) == 0.25);
  CHECK(reflected(1.25, -1, 1) == doctest::Approx(0.75));
  CHECK(reflected(-1.5, -1, 1) == doctest::Approx(-0.5));
  CHECK(reflected(3.0, -1, 1) == doctest::Approx(-1));
  CHECK(reflected(4.25, -1, 1) == doctest::Approx(0.25));
  CHECK(reflected(-101.0, -1, 1) == doctest::Approx(-1));
  CHECK(reflected(7.5, 2, 3) == doctest::Approx(2.5));
  for (double x = -20; x < 20; x += 0.37) {
    const double y = reflected(x, -1, 2);
    CHECK((y >= -1 && y <= 2));
    CHECK(reflected(y, -1, 2) == y);
  }
  CHECK(reflected(uniform_space(2), {1.5, -3}) == Latent{0.5, 1});
  CHECK(reflected(normal_space(2), {1.5, -3}) == Latent{1.5, -3});
}
