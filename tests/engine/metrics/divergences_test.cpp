#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "core/error.hpp"
#include "engine/metrics/toy_metrics.hpp"

using namespace ganscope;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr Bounds kUnit{.min = {0, 0}, .max = {1, 1}};

using Points = std::vector<glm::vec2>;

Points normal_cloud(std::size_t n, std::uint64_t seed) {
  Rng rng(seed, "cloud");
  Points points(n);
  for (glm::vec2& point : points) {
    point.x = static_cast<float>(rng.normal());
    point.y = static_cast<float>(rng.normal());
  }
  return points;
}

Points moved(Points points, glm::vec2 by) {
  for (glm::vec2& point : points) point += by;
  return points;
}

}  // namespace

TEST_SUITE("Jensen-Shannon") {
  TEST_CASE("0 for equal sets, 1 bit for disjoint ones") {
    const Points left{{0.1F, 0.1F}, {0.2F, 0.4F}}, right{{0.9F, 0.1F}, {0.8F, 0.4F}, {0.7F, 0.7F}};
    for (const int dims : {1, 2}) {
      CHECK(jensen_shannon(left, left, kUnit, dims, 10) == 0);
      CHECK(jensen_shannon(left, right, kUnit, dims, 10) == doctest::Approx(1));
    }
  }

  TEST_CASE("half an overlap is half a bit") {
    // p = (1/2, 1/2, 0), q = (0, 1/2, 1/2): the shared bin adds nothing, each other 1/2 * log2(2), halved.
    const Points p{{0.1F, 0}, {0.5F, 0}}, q{{0.5F, 0}, {0.9F, 0}};
    CHECK(jensen_shannon(p, q, kUnit, 1, 3) == doctest::Approx(0.5));
  }

  TEST_CASE("unequal shares by hand, for sets of unequal size") {
    // p = (3/4, 1/4), q = (1/4, 3/4), m = (1/2, 1/2): 1 - H(1/4) = 1 - 0.811278.
    const Points p{{0.1F, 0}, {0.2F, 0}, {0.3F, 0}, {0.9F, 0}};
    const Points q{{0.1F, 0}, {0.6F, 0}, {0.7F, 0}, {0.9F, 0}, {0.4F, 0}, {0.6F, 0}, {0.7F, 0}, {0.9F, 0}};
    CHECK(jensen_shannon(p, q, kUnit, 1, 2) == doctest::Approx(0.188722).epsilon(1e-5));
    CHECK(jensen_shannon(p, q, kUnit, 1, 2) == jensen_shannon(q, p, kUnit, 1, 2));
  }

  TEST_CASE("y counts on the plane and not on the line") {
    const Points low{{0.5F, 0.1F}}, high{{0.5F, 0.9F}};
    CHECK(jensen_shannon(low, high, kUnit, 1, 4) == 0);
    CHECK(jensen_shannon(low, high, kUnit, 2, 4) == doctest::Approx(1));
  }

  TEST_CASE("one more cell holds everything outside, whatever is wrong with it") {
    const Points inside{{0.5F, 0.5F}};
    const Points outside[] = {{{1.5F, 0.5F}}, {{0.5F, -3}},     {{kNan, 0.5F}},
                              {{0.5F, kNan}}, {{kInfinity, 0}}, {{3e38F, -3e38F}}};
    for (const Points& a : outside) {
      CHECK(jensen_shannon(a, inside, kUnit, 2, 8) == doctest::Approx(1));
      for (const Points& b : outside) CHECK(jensen_shannon(a, b, kUnit, 2, 8) == 0);
    }
    // The upper edge belongs to the last bin.
    CHECK(jensen_shannon(Points{{1, 1}}, Points{{0.99F, 0.99F}}, kUnit, 2, 8) == 0);
  }

  TEST_CASE("wrong requests are refused") {
    const Points one{{0, 0}};
    CHECK_THROWS_WITH_AS(static_cast<void>(jensen_shannon({}, one, kUnit, 2, 8)),
                         doctest::Contains("0 and 1"), Error);
    CHECK_THROWS_AS(static_cast<void>(jensen_shannon(one, one, kUnit, 3, 8)), Error);
    CHECK_THROWS_AS(static_cast<void>(jensen_shannon(one, one, kUnit, 2, 0)), Error);
    CHECK_THROWS_AS(static_cast<void>(jensen_shannon(one, one, {.min = {0, 0}, .max = {0, 1}}, 2, 8)), Error);
  }
}

TEST_SUITE("sliced Wasserstein") {
  TEST_CASE("on the line a translation costs exactly the shift") {
    const Points cloud = normal_cloud(1000, 1);
    CHECK(sliced_wasserstein(cloud, moved(cloud, {0.75F, 0}), 1) == doctest::Approx(0.75).epsilon(1e-6));
    CHECK(sliced_wasserstein(cloud, moved(cloud, {-2, 5}), 1) == doctest::Approx(2).epsilon(1e-6));
  }

  TEST_CASE("on the line by hand: sorted values are paired") {
    // 0 1 5 against 1 2 2: |0-1| + |1-2| + |5-2| = 5, over 3.
    const Points a{{5, 0}, {0, 0}, {1, 0}}, b{{2, 0}, {2, 0}, {1, 0}};
    CHECK(sliced_wasserstein(a, b, 1) == doctest::Approx(5.0 / 3));
    CHECK(sliced_wasserstein(b, a, 1) == doctest::Approx(5.0 / 3));
  }

  TEST_CASE("on the plane a translation costs the shift times the mean |cos| over the directions") {
    const Points cloud = normal_cloud(1000, 2);
    // Along x, |cos(pi k / n)| sums to cot(pi / 2n) for even n.
    for (const int directions : {2, 16, 64}) {
      CAPTURE(directions);
      const double mean = 1 / std::tan(std::numbers::pi / (2 * directions)) / directions;
      CHECK(sliced_wasserstein(cloud, moved(cloud, {3, 0}), 2, directions) ==
            doctest::Approx(3 * mean).epsilon(1e-5));
      CHECK(sliced_wasserstein(cloud, moved(cloud, {0, -3}), 2, directions) ==
            doctest::Approx(3 * mean).epsilon(1e-5));
    }
    CHECK(sliced_wasserstein(cloud, moved(cloud, {3, 0}), 2, 1) == doctest::Approx(3).epsilon(1e-5));
  }

  TEST_CASE("moving both sets, or the order within one, changes nothing") {
    const Points a = normal_cloud(500, 3), b = normal_cloud(500, 4);
    const double before = sliced_wasserstein(a, b, 2);
    CHECK(before > 0.01);
    CHECK(sliced_wasserstein(moved(a, {1, -2}), moved(b, {1, -2}), 2) ==
          doctest::Approx(before).epsilon(1e-5));
    CHECK(sliced_wasserstein(Points(a.rbegin(), a.rend()), b, 2) == doctest::Approx(before).epsilon(1e-9));
    CHECK(sliced_wasserstein(a, a, 2) == 0);
    // A turn by one of the directions' steps permutes them (up to sign).
    const double c = std::cos(std::numbers::pi / 64), s = std::sin(std::numbers::pi / 64);
    const auto turned = [&](Points points) {
      for (glm::vec2& p : points) p = glm::vec2(c * p.x - s * p.y, s * p.x + c * p.y);
      return points;
    };
    CHECK(sliced_wasserstein(turned(a), turned(b), 2) == doctest::Approx(before).epsilon(1e-5));
  }

  TEST_CASE("samples that aren't finite put it at infinity") {
    const Points fine{{0, 0}, {1, 1}};
    for (const glm::vec2 wild : {glm::vec2(kNan, 0), glm::vec2(0, kInfinity), glm::vec2(-kInfinity, kNan)}) {
      CHECK(std::isinf(sliced_wasserstein(Points{{0, 0}, wild}, fine, 2)));
      CHECK(std::isinf(sliced_wasserstein(fine, Points{wild, {0, 0}}, 2)));
    }
    CHECK(std::isinf(sliced_wasserstein(Points{{3e38F, 3e38F}}, Points{{3e38F, 3e38F}}, 2)));
  }

  TEST_CASE("empty or unequal sets are refused") {
    const Points one{{0, 0}}, two{{0, 0}, {1, 1}};
    CHECK_THROWS_WITH_AS(static_cast<void>(sliced_wasserstein(one, two, 2)), doctest::Contains("1 and 2"),
                         Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(sliced_wasserstein({}, {}, 2)), doctest::Contains("0 and 0"),
                         Error);
    CHECK_THROWS_AS(static_cast<void>(sliced_wasserstein(one, one, 0)), Error);
    CHECK_THROWS_AS(static_cast<void>(sliced_wasserstein(one, one, 2, 0)), Error);
  }
}
