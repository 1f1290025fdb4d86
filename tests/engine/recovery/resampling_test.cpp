#include "engine/recovery/resampling.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"

using namespace ganscope;

namespace {

double probability(const char* criterion, double z) {
  return resampling_probability(parse_criterion(criterion), z);
}

LatentSpace normal(int size) { return {.size = size}; }

/// The share of components at `z` that are drawn again in one step of `iterations`, over `draws` of them.
double share_drawn(const Criterion& criterion, const LatentSpace& space, float z, std::int64_t iterations,
                   int draws) {
  Rng rng(3, "test");
  std::int64_t count = 0;
  std::vector<bool> resampled;
  for (int i = 0; i < draws / space.size; ++i) {
    std::vector<float> latent(static_cast<std::size_t>(space.size), z);
    count += resample(criterion, space, iterations, rng, latent.data(), resampled);
  }
  return static_cast<double>(count) / (draws / space.size * space.size);
}

}  // namespace

TEST_CASE("criteria: probabilities by hand") {
  CHECK(probability("none", 9) == 0);
  CHECK(probability("hard:2.5", 2.5) == 0);
  CHECK(probability("hard:2.5", 2.5001) == 1);
  CHECK(probability("hard:2.5", -3) == 1);
  CHECK(probability("hard:2.5", 0) == 0);  // the paper's printed indicator has it the other way round
  CHECK(probability("logistic:2,2", 2) == 0.5);
  CHECK(probability("logistic:2,2", 0) == doctest::Approx(0.01798620996));
  CHECK(probability("logistic:4,2.5", -3) == doctest::Approx(0.8807970780));
  // N(2.5) / N(1) = exp((1 - 6.25) / 2)
  CHECK(probability("trunc-normal:2.5", 1) == doctest::Approx(0.0724398));
  CHECK(probability("trunc-normal:2.5", -2.5) == 1);
  CHECK(probability("trunc-normal:2.5", 4) == 1);
  CHECK(probability("trunc-normal:2.5", 0) == doctest::Approx(std::exp(-3.125)));
  CHECK(probability("clip", 1) == 0);
  CHECK(probability("clip", -1.01) == 1);
}

TEST_CASE("criteria: one step's share comes to the whole over all of them") {
  CHECK(step_probability(0, 1000) == 0);
  CHECK(step_probability(1, 1000) == 1);
  CHECK(step_probability(0.5, 1) == doctest::Approx(0.5));
  CHECK(step_probability(0.75, 2) == doctest::Approx(0.5));
  for (const double p : {1e-9, 0.01798620996, 0.5, 0.999}) {
    const double once = step_probability(p, 20000);
    CHECK(-std::expm1(20000 * std::log1p(-once)) == doctest::Approx(p).epsilon(1e-9));
  }
  // Naively, 1 - (1 - 1e-15)^(1/20000) is 0.
  CHECK(step_probability(1e-15, 20000) == doctest::Approx(5e-20).epsilon(1e-6));
}

TEST_CASE("criteria: each component is drawn on its own, as often as it should be") {
  constexpr int kDraws = 100'000;
  for (const char* text : {"logistic:2,2", "trunc-normal:2.5", "logistic:4,3"}) {
    CAPTURE(text);
    const Criterion criterion = parse_criterion(text);
    for (const float z : {0.F, 1.5F, -2.4F}) {
      CAPTURE(z);
      for (const std::int64_t iterations : {1, 20}) {
        const double p =
            step_probability(resampling_probability(criterion, static_cast<double>(z)), iterations);
        const double deviation = std::sqrt(p * (1 - p) / kDraws);
        CHECK(std::fabs(share_drawn(criterion, normal(100), z, iterations, kDraws) - p) < 4 * deviation);
      }
    }
  }
  // The public code draws one number for all components: then some latents lose all of them and others none.
  std::vector<bool> resampled;
  std::vector<float> latent(100, 2.F);
  Rng rng(1, "test");
  const int count = resample(parse_criterion("logistic:2,2"), normal(100), 1, rng, latent.data(), resampled);
  CHECK(count > 25);
  CHECK(count < 75);
}

TEST_CASE("criteria: what is drawn again is of the prior, and the rest stays") {
  const LatentSpace box{.size = 4, .prior = LatentPrior::uniform, .low = -2, .high = 1};
  std::vector<bool> resampled;
  Rng rng(5, "test");
  for (int i = 0; i < 1000; ++i) {
    std::vector<float> latent{-1.9F, -2.1F, 0.9F, 1.5F};
    CHECK(resample(parse_criterion("clip"), box, 1000, rng, latent.data(), resampled) == 2);
    CHECK(resampled == std::vector<bool>{false, true, false, true});
    CHECK(latent[0] == -1.9F);
    CHECK(latent[2] == 0.9F);
    for (const float x : latent) {
      CHECK(x >= -2.F);
      CHECK(x < 1.F);
    }
  }
  // Over many draws: the middle of a normal prior with a deviation.
  const LatentSpace wide{.size = 100, .deviation = 3};
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<float> latent(100, 30.F);
    resample(parse_criterion("hard:2.5"), wide, 1000, rng, latent.data(), resampled);
    for (const float x : latent) {
      sum += static_cast<double>(x);
      squares += static_cast<double>(x) * static_cast<double>(x);
    }
  }
  CHECK(std::fabs(sum / 1e5) < 4 * 3 / std::sqrt(1e5));
  CHECK(std::fabs(squares / 1e5 - 9) < 4 * 9 * std::sqrt(2 / 1e5));
}

TEST_CASE("criteria: texts and the paper's table") {
  for (const char* text : {"none", "hard:2.5", "logistic:2,2.5", "trunc-normal:3.75", "clip"})
    CHECK(to_text(parse_criterion(text)) == text);
  for (const char* text : {"", "hard", "hard:", "hard:0", "hard:2,3", "logistic:2", "logistic:2,3,4",
                           "soft:1", "none:1", "hard:nan"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(static_cast<void>(parse_criterion(text)), UsageError);
  }
  CHECK(table_criteria().size() == 18);
  CHECK(to_text(table_criteria()[0]) == "none");
  CHECK(to_text(table_criteria()[9]) == "logistic:2,2");
  CHECK(to_text(table_criteria()[17]) == "logistic:4,3");
  CHECK_NOTHROW(check_criterion(parse_criterion("hard:2"), normal(3)));
  CHECK_THROWS_AS(check_criterion(parse_criterion("clip"), normal(3)), UsageError);
  CHECK_THROWS_AS(check_criterion(parse_criterion("hard:2"), {.size = 3, .prior = LatentPrior::uniform}),
                  UsageError);
  CHECK_NOTHROW(check_criterion(parse_criterion("none"), {.size = 3, .prior = LatentPrior::uniform}));
}
