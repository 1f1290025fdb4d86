#include "engine/analysis/class_adaptation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/analysis/shapiro_wilk.hpp"

using namespace ganscope;

TEST_CASE("adaptation: the images most like real ones of each class stay, and their latents are measured") {
  // Two classes; of each the better half. Class 0's good ones lie at 10, 11, 12, class 1's at -1, -2, -6.
  const std::vector<float> latents{10, 0, 11, -1, 12, -2, 77, 50, 78, 51, -6};
  const std::vector<int> labels{0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1};
  const std::vector<double> similar{.9, .1, .8, .5, .7, .6, .2, .3, .3, .2, .4};
  const ClassAdaptation adapted = adapt_classes({latents, 1, labels, similar}, {"a", "b"}, 0.5);
  REQUIRE(adapted.classes.size() == 2);
  CHECK(adapted.classes[0].found == 6);
  CHECK(adapted.classes[0].kept == 3);
  CHECK(adapted.classes[0].threshold == 0.7);
  CHECK(adapted.priors.classes[0].name == "a");
  CHECK(adapted.priors.classes[0].mean == std::vector<double>{11});
  CHECK(adapted.priors.classes[0].deviation == std::vector<double>{1});
  CHECK(adapted.classes[1].found == 5);
  CHECK(adapted.classes[1].kept == 3);  // half of five, rounded up
  CHECK(adapted.classes[1].threshold == 0.4);
  CHECK(adapted.priors.classes[1].mean == std::vector<double>{-3});
  CHECK(adapted.priors.classes[1].deviation[0] == doctest::Approx(std::sqrt(7.0)));
}

TEST_CASE("adaptation: a class that keeps too few is named") {
  const std::vector<float> latents{1, 2, 3, 4, 5};
  const std::vector<double> similar{.9, .8, .7, .9, .8};
  CHECK_THROWS_WITH_AS(
      static_cast<void>(adapt_classes({latents, 1, std::vector<int>{0, 0, 0, 1, 1}, similar}, {"a", "b"}, 1)),
      doctest::Contains("b (2); expected at least 3"), Error);
  CHECK_THROWS_AS(
      static_cast<void>(adapt_classes({latents, 1, std::vector<int>(5, 0), similar}, {"a", "b"}, 1)), Error);
}

TEST_CASE("adaptation: a share that isn't one and similarities that are no numbers are refused") {
  const std::vector<float> latents{1, 2, 3, 4};
  const std::vector<int> labels(4, 0);
  const auto adapt = [&](const std::vector<double>& similar, double keep) {
    static_cast<void>(adapt_classes({latents, 1, labels, similar}, {"a"}, keep));
  };
  const std::vector<double> similar{.9, .8, .7, .6};
  CHECK_NOTHROW(adapt(similar, 1));
  for (const double keep : {1.5, 2.0, 0.0, -1.0, std::nan("")})
    CHECK_THROWS_WITH_AS(adapt(similar, keep), doctest::Contains("expected above 0, up to 1"), UsageError);
  CHECK_THROWS_WITH_AS(adapt({.9, .8, std::nan(""), .6}, 1),
                       doctest::Contains("nan at place 3 of 4; expected finite numbers"), Error);
}

TEST_CASE("adaptation: normal numbers pass the test of each dimension, uniform ones don't") {
  Rng rng(2, "adaptation");
  std::vector<float> latents;
  std::vector<int> labels(6000, 0);
  const std::vector<double> similar(6000, 1);
  for (int i = 0; i < 6000; ++i) {
    latents.push_back(static_cast<float>(rng.normal()));
    latents.push_back(static_cast<float>(rng.uniform()));
  }
  const ClassAdaptation adapted = adapt_classes({latents, 2, labels, similar}, {"all"}, 0.5);
  const AdaptedClass& one = adapted.classes[0];
  CHECK(one.kept == 6000);  // equal ones stay together
  REQUIRE(one.p.size() == 2);
  CHECK(one.p[0] > 0.01);
  CHECK(one.p[1] < 1e-10);
  CHECK(one.normal_share() == 0.5);
}
