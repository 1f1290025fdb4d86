#include "engine/analysis/linkage.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/analysis_reference.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("linkage: merges, heights, cophenetic correlation and leaves are SciPy's, for all four kinds") {
  for (const auto& wanted : analysis_reference()["linkage"]) {
    const SquareMatrix d = distances_of(wanted["points"]);
    CAPTURE(d.size);
    for (std::size_t k = 0; k < linkage_names().size(); ++k) {
      CAPTURE(linkage_names()[k]);
      const auto& theirs = wanted["kinds"][linkage_names()[k]];
      const std::vector<Merge> ours = linkage(d, static_cast<LinkageKind>(k));
      REQUIRE(ours.size() == theirs["merges"].size());
      for (std::size_t m = 0; m < ours.size(); ++m) {
        CAPTURE(m);
        CHECK(ours[m].left == theirs["merges"][m][0].get<int>());
        CHECK(ours[m].right == theirs["merges"][m][1].get<int>());
        CHECK(ours[m].height == doctest::Approx(theirs["merges"][m][2].get<double>()).epsilon(1e-12));
        CHECK(ours[m].count == theirs["merges"][m][3].get<int>());
      }
      CHECK(cophenetic_correlation(ours, d) ==
            doctest::Approx(theirs["cophenetic"].get<double>()).epsilon(1e-12));
      CHECK(leaf_order(ours) == theirs["leaves"].get<std::vector<int>>());
      const SquareMatrix heights = cophenetic_distances(ours);
      std::size_t pair = 0;
      for (int i = 0; i < d.size; ++i)
        for (int j = i + 1; j < d.size; ++j)
          CHECK(heights.at(i, j) == doctest::Approx(theirs["heights"][pair++].get<double>()).epsilon(1e-12));
    }
  }
}

TEST_CASE("linkage: four points on a line by hand") {
  // At 0, 1, 3 and 7.
  const SquareMatrix d = distances_of({{0}, {1}, {3}, {7}});
  const auto heights = [&](LinkageKind kind) {
    std::vector<double> out;
    for (const Merge& merge : linkage(d, kind)) out.push_back(merge.height);
    return out;
  };
  CHECK(heights(LinkageKind::single) == std::vector<double>{1, 2, 4});
  CHECK(heights(LinkageKind::complete) == std::vector<double>{1, 3, 7});
  CHECK(heights(LinkageKind::average) == std::vector<double>{1, 2.5, 17.0 / 3});
  // Ward: root of 2 n m / (n + m) times the distance of the middles.
  const std::vector<double> ward = heights(LinkageKind::ward);
  CHECK(ward[0] == doctest::Approx(1));
  CHECK(ward[1] == doctest::Approx(std::sqrt(4.0 / 3) * 2.5));
  CHECK(ward[2] == doctest::Approx(std::sqrt(6.0 / 4) * (7 - 4.0 / 3)));
}

TEST_CASE("linkage: a correlation that isn't defined is what the header says, whatever rounding leaves") {
  // Sums of tenths and thirds are not exact: what is left of equal numbers must not be taken for a spread.
  for (const double apart : {2.0, 0.1, 0.3, 1.0 / 3})
    for (int n = 2; n <= 10; ++n) {
      SquareMatrix equal(n);
      for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j) equal.set_both(i, j, apart);
      for (std::size_t k = 0; k < linkage_names().size(); ++k) {
        CAPTURE(apart);
        CAPTURE(n);
        CAPTURE(k);
        CHECK(cophenetic_correlation(linkage(equal, static_cast<LinkageKind>(k)), equal) == 1);
      }
    }
  // At 0, 0.1 and 0.2 all join at 0.1, also the two that are farther apart: the tree tells nothing.
  const SquareMatrix line = distances_of({{0}, {0.1}, {0.2}});
  CHECK(cophenetic_correlation(linkage(line, LinkageKind::single), line) == 0);
}

TEST_CASE("linkage: a kind has a name, and a distance that isn't a number is refused") {
  for (std::size_t k = 0; k < linkage_names().size(); ++k)
    CHECK(linkage_kind(linkage_names()[k]) == static_cast<LinkageKind>(k));
  CHECK_THROWS_WITH_AS(
      static_cast<void>(linkage_kind("avarage")),
      "unknown linkage 'avarage'; did you mean 'average'? Valid: single, complete, average, ward",
      UsageError);
  SquareMatrix broken(3);
  broken.set_both(0, 1, std::nan(""));
  CHECK_THROWS_WITH_AS(static_cast<void>(linkage(broken, LinkageKind::average)),
                       doctest::Contains("distances have nan at place 2 of 9; expected finite numbers"),
                       Error);
}

TEST_CASE("linkage: equal distances make a tree all the same, one thing makes none") {
  SquareMatrix equal(5);
  for (int i = 0; i < 5; ++i)
    for (int j = 0; j < 5; ++j) equal.at(i, j) = i == j ? 0 : 2;
  for (std::size_t k = 0; k < linkage_names().size(); ++k) {
    CAPTURE(k);
    const std::vector<Merge> merges = linkage(equal, static_cast<LinkageKind>(k));
    CHECK(merges.size() == 4);
    CHECK(merges.back().count == 5);
    CHECK(merges.front().height == 2);
  }
  CHECK_THROWS_WITH_AS(static_cast<void>(linkage(SquareMatrix(1), LinkageKind::single)),
                       doctest::Contains("expected two things"), Error);
}
