#include "engine/analysis/latent_classes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/analysis/class_study.hpp"

using namespace ganscope;

namespace {

/// Class 0 at (0, 0) and (2, 0), class 1 at (5, 1) and (5, 5), class 2 at (-3, 4), (-3, 4) and (-6, 4).
const std::vector<float> kLatents{0, 0, 5, 1, 2, 0, -3, 4, 5, 5, -3, 4, -6, 4};
const std::vector<int> kLabels{0, 1, 0, 2, 1, 2, 2};
const std::vector<std::string> kNames{"zero", "one", "two"};

}  // namespace

TEST_CASE("latent classes: means, deviations, distances and epsilons by hand") {
  const LatentClasses classes = latent_classes(kLatents, 2, kLabels, 3);
  CHECK(classes.counts == std::vector<int>{2, 2, 3});
  CHECK(classes.means[0] == std::vector<double>{1, 0});
  CHECK(classes.means[1] == std::vector<double>{5, 3});
  CHECK(classes.means[2] == std::vector<double>{-4, 4});
  CHECK(classes.deviations[0] == std::vector<double>{std::sqrt(2.0), 0});
  CHECK(classes.deviations[1] == std::vector<double>{0, std::sqrt(8.0)});
  CHECK(classes.deviations[2][0] == doctest::Approx(std::sqrt(3.0)));
  const SquareMatrix d = mean_distances(classes);
  CHECK(d.at(0, 1) == 5);
  CHECK(d.at(2, 0) == doctest::Approx(std::sqrt(41.0)));
  CHECK(d.at(1, 1) == 0);
  CHECK(nearest_other(d) == std::vector<int>{1, 0, 0});
  CHECK(mean_off_diagonal(d) == doctest::Approx((5 + std::sqrt(41.0) + std::sqrt(82.0)) / 3));
  const std::vector<double> epsilons = class_epsilons(classes, d);
  CHECK(epsilons[0] == doctest::Approx(5 / std::sqrt(2.0)));
  CHECK(epsilons[1] == doctest::Approx(5 / std::sqrt(8.0)));
  // At epsilon the moved mean is as far as the nearest class.
  const std::vector<double> moved = class_point(classes, 1, epsilons[1]);
  CHECK(std::hypot(moved[0] - 5, moved[1] - 3) == doctest::Approx(5));
}

TEST_CASE("latent classes: what never or hardly occurs is named, and so is a class without spread") {
  CHECK_THROWS_WITH_AS(
      check_counts({5, 0, 1}, {"cat", "dog", "eel"}, 2),
      doctest::Contains("of 6 samples the oracle gave too few to the class dog (0), eel (1)"), Error);
  CHECK_NOTHROW(check_counts({2, 2}, {"a", "b"}, 2));
  const LatentClasses flat =
      latent_classes(std::vector<float>{1, 1, 3, 4}, 1, std::vector<int>{0, 0, 1, 1}, 2);
  CHECK_THROWS_WITH_AS(static_cast<void>(class_epsilons(flat, mean_distances(flat))),
                       doctest::Contains("class 0 has no spread"), Error);
}

TEST_CASE("latent classes: one class has no nearest other, and labels must fit latents and classes") {
  const std::vector<float> four{1, 2, 3, 4};
  const LatentClasses one = latent_classes(four, 1, std::vector<int>(4, 0), 1);
  CHECK_THROWS_WITH_AS(static_cast<void>(class_epsilons(one, mean_distances(one))),
                       doctest::Contains("of one class; expected two at least"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(latent_classes(four, 1, std::vector<int>{0, 1, 2, 3}, 3)),
                       doctest::Contains("label 3 of 3 classes"), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(latent_classes(four, 1, std::vector<int>{0, -1, 0, 0}, 3)),
                  std::logic_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(latent_classes(four, 1, std::vector<int>(3, 0), 1)),
                       doctest::Contains("4 numbers of 3 labelled latents of 1"), std::logic_error);
}

TEST_CASE("latent classes: shuffled labels are the same ones in another order, the same for the same seed") {
  std::vector<int> labels;
  for (int i = 0; i < 200; ++i) labels.push_back(i % 7);
  const std::vector<int> once = shuffled(labels, 3);
  CHECK(once == shuffled(labels, 3));
  CHECK(once != shuffled(labels, 4));
  CHECK(once != labels);
  CHECK(std::is_permutation(once.begin(), once.end(), labels.begin()));
}

TEST_CASE("class study: classes that lie apart are told from shuffled ones, and maps and trees show them") {
  Rng rng(5, "study");
  std::vector<float> latents;
  std::vector<int> labels;
  for (int i = 0; i < 900; ++i) {
    const int label = i % 3;
    labels.push_back(label);
    // 0 and 1 are 2 apart, 2 is 10 away, in 20 dimensions of deviation 1.
    for (int d = 0; d < 20; ++d)
      latents.push_back(static_cast<float>(
          rng.normal() + (d == 0 ? std::vector{0, 2, 10}[static_cast<std::size_t>(label)] : 0)));
  }
  const ClassStudy study = study_classes(latents, 20, labels, kNames, 1);
  CHECK(study.samples == 900);
  CHECK(study.nearest == std::vector<int>{1, 0, 1});
  CHECK(study.mean_distance == doctest::Approx((2 + 8 + 10) / 3.0).epsilon(0.05));
  // Of 300 each, chance alone leaves root(20 x 2 / 300) between means, and the spread of the first number.
  CHECK(study.mean_distance_shuffled < 0.8);
  for (const ClassTree& tree : study.trees) {
    CHECK(tree.merges[0].left == 0);
    CHECK(tree.merges[0].right == 1);
    CHECK(tree.cophenetic > 0.95);
  }
  CHECK(study.smacof.stress <= study.classical.stress + 1e-12);
  CHECK(study.classical.stress < 0.05);
  CHECK(study.epsilon[0] == doctest::Approx(2 / std::sqrt(20.0)).epsilon(0.1));

  const auto classify = [](std::span<const float> some) {
    std::vector<int> out;
    for (std::size_t i = 0; i < some.size(); i += 20) out.push_back(some[i] < 1 ? 0 : some[i] < 6 ? 1 : 2);
    return out;
  };
  const KeptClasses kept = kept_classes(study, 5, classify);
  CHECK(kept.share_at_mean() == 1);
  CHECK(kept.answers[0][0].size() == 5);
  // A class's number 0 moves by about 2 / root 20: class 0 and 1 stay on their side of 1, 2 on its.
  CHECK(kept.share_at_epsilon() == 1);
  CHECK(kept.share() == 1);
  // Somebody who says 1 to everything is right about class 1 alone.
  const KeptClasses ones = kept_classes(
      study, 3, [](std::span<const float> some) { return std::vector<int>(some.size() / 20, 1); });
  CHECK(ones.share_at_mean() == doctest::Approx(1.0 / 3));
  CHECK(ones.at_epsilon == std::vector<int>{0, 2, 0});
  CHECK(ones.share() == doctest::Approx(1.0 / 3));
}

TEST_CASE("class study: the latents asked about are means moved by p epsilon sigma, minus before plus") {
  const ClassStudy study = study_classes(kLatents, 2, kLabels, kNames, 1);
  const std::vector<float> asked = epsilon_latents(study, 3);
  REQUIRE(asked.size() == 3 * 2 * 3 * 2);
  CHECK(asked[0] == doctest::Approx(1));           // class 0, minus, p = 0
  CHECK(asked[4] == doctest::Approx(1 - 5));       // p = 1
  CHECK(asked[8] == doctest::Approx(1 + 2.5));     // plus, p = 1/2
  CHECK(asked[12 + 5] == doctest::Approx(3 - 5));  // class 1, minus, p = 1
  CHECK_THROWS_WITH_AS(static_cast<void>(kept_classes(
                           study, 3, [](std::span<const float>) { return std::vector<int>(17, 0); })),
                       doctest::Contains("17 answers to 18 latents"), std::logic_error);
  for (const std::vector<std::string>& few : {std::vector<std::string>{"zero"}, {"zero", "one"}})
    CHECK_THROWS_WITH_AS(
        static_cast<void>(study_classes(std::vector<float>{1, 2, 3, 4}, 1, std::vector<int>(4, 0), few, 1)),
        doctest::Contains("expected three at least"), Error);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(study_classes(kLatents, 2, std::vector<int>{0, 1, 0, 0, 1, 1, 0}, kNames, 1)),
      doctest::Contains("two (0)"), Error);
}
