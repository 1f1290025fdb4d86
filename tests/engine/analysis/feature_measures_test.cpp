#include "engine/analysis/feature_measures.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/analysis_reference.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("measures: Fréchet distance is SciPy's, neighbours' shares scikit-learn's, cosines NumPy's") {
  for (const auto& wanted : analysis_reference()["measures"]) {
    const Features real = features_of(wanted["real"]);
    const Features made = features_of(wanted["made"]);
    CHECK(frechet_distance(real, made) == doctest::Approx(wanted["frechet"].get<double>()).epsilon(1e-5));
    CHECK(frechet_distance(made, real) == doctest::Approx(wanted["frechet"].get<double>()).epsilon(1e-5));
    const ManifoldMeasures shares = manifold_measures(real, made, wanted["k"]);
    CHECK(shares.precision == doctest::Approx(wanted["precision"].get<double>()));
    CHECK(shares.recall == doctest::Approx(wanted["recall"].get<double>()));
    CHECK(shares.density == doctest::Approx(wanted["density"].get<double>()));
    CHECK(shares.coverage == doctest::Approx(wanted["coverage"].get<double>()));
    const std::vector<double> cosines = nearest_cosine(made, real);
    REQUIRE(cosines.size() == wanted["cosines"].size());
    for (std::size_t i = 0; i < cosines.size(); ++i)
      CHECK(cosines[i] == doctest::Approx(wanted["cosines"][i].get<double>()).epsilon(1e-5));
  }
}

TEST_CASE("measures: Fréchet distance of two normals by hand, and of a set to itself") {
  // Deviations 1 and 3 around 0 and 4: 4² + (3 - 1)².
  const double root = std::sqrt(0.5);
  const Features narrow{1, {static_cast<float>(-root), static_cast<float>(root)}};
  const Features wide{1, {static_cast<float>(4 - 3 * root), static_cast<float>(4 + 3 * root)}};
  CHECK(frechet_distance(narrow, wide) == doctest::Approx(20).epsilon(1e-6));
  CHECK(frechet_distance(wide, wide) < 1e-9);
  CHECK_THROWS_WITH_AS(static_cast<void>(frechet_distance({1, {1}}, wide)),
                       doctest::Contains("expected at least two"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(frechet_distance({2, {1, 2, 3, 4}}, wide)),
                       doctest::Contains("cannot be compared"), Error);
}

TEST_CASE("measures: features that aren't numbers are refused, not judged perfect") {
  const Features real{1, {1, 2, 3, 4}};
  const Features broken{1, {1, std::nanf(""), 3, 4}};
  const auto refused = doctest::Contains("nan at place 2 of 4; expected finite numbers");
  CHECK_THROWS_WITH_AS(static_cast<void>(frechet_distance(real, broken)), refused, Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(frechet_distance(broken, real)), refused, Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(manifold_measures(real, broken, 1)), refused, Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(nearest_cosine(broken, real)), refused, Error);
}

TEST_CASE("measures: sets of fewer rows than numbers have a Fréchet distance too") {
  // Along the first and along the second of three numbers, n - 1 = 1: variances 2 and 8 that share nothing.
  const Features a{3, {-1, 0, 0, 1, 0, 0}};
  const Features b{3, {0, -2, 5, 0, 2, 5}};
  CHECK(frechet_distance(a, b) == doctest::Approx(25 + 2 + 8));
  CHECK(frechet_distance(a, a) < 1e-12);
}

TEST_CASE("measures: points that coincide have a reach of 0 and are found all the same") {
  // k = 2: three real points at 0 reach nowhere, those at 5 and 6 reach 5 and 6.
  const Features real{1, {0, 0, 0, 5, 6}};
  const Features made{1, {0, 0, 0, 13}};
  const ManifoldMeasures shares = manifold_measures(real, made, 2);
  CHECK(shares.precision == doctest::Approx(0.75));
  CHECK(shares.density == doctest::Approx(3 * 5 / 8.0));  // each 0 lies in all five reaches, the last in none
  CHECK(shares.coverage == doctest::Approx(1));
  CHECK(shares.recall == doctest::Approx(1));  // 13 reaches 13
}

TEST_CASE("measures: precision, recall, density and coverage of points on a line by hand") {
  // k = 1. Real points at 0, 1 and 10 reach 1, 1 and 9; made ones at 0.5, 1.5 and 30 reach 1, 1 and 28.5.
  const Features real{1, {0, 1, 10}};
  const Features made{1, {0.5f, 1.5f, 30}};
  const ManifoldMeasures shares = manifold_measures(real, made, 1);
  CHECK(shares.precision == doctest::Approx(2.0 / 3));  // not 30
  // 0.5 lies in the reach of 0 and 1, 1.5 of 1 and 10 (8.5 away).
  CHECK(shares.density == doctest::Approx(4.0 / 3));
  CHECK(shares.coverage == doctest::Approx(1));
  // 0 and 1 lie within 1 of 0.5; 10 lies within 28.5 of 30.
  CHECK(shares.recall == doctest::Approx(1));
  const ManifoldMeasures same = manifold_measures(real, real, 1);
  CHECK(same.precision == 1);
  CHECK(same.recall == 1);
  CHECK(same.coverage == 1);
  CHECK_THROWS_WITH_AS(static_cast<void>(manifold_measures(real, made, 3)),
                       doctest::Contains("expected more than 3"), Error);
}

TEST_CASE("measures: small distances in a far place are not lost") {
  // In single precision's matrix product, squares of 1e4 leave nothing of distances of 1.
  const Features real{1, {10000, 10001, 10003, 10006}};
  const Features made{1, {10000.5f, 10001.5f, 10004, 10009.5f}};
  const ManifoldMeasures shares = manifold_measures(real, made, 1);
  CHECK(shares.precision == doctest::Approx(0.75));  // 10009.5 is 3.5 from 10006, which reaches 3
}

TEST_CASE("measures: the cosine of zeros is 0, and more rows than fit at once are all looked at") {
  Features many{2, {}};
  for (int i = 0; i < 1203; ++i) {
    many.values.push_back(1);
    many.values.push_back(static_cast<float>(i));
  }
  const std::vector<double> cosines = nearest_cosine(many, {2, {1, 0, 0, 0}});
  REQUIRE(cosines.size() == 1203);
  CHECK(cosines[1202] == doctest::Approx(1 / std::sqrt(1 + 1202.0 * 1202)).epsilon(1e-5));
  CHECK(nearest_cosine({2, {0, 0}}, many)[0] == 0);
  // Of a row to itself rounding may not leave more than 1.
  for (const double cosine : nearest_cosine(many, many)) CHECK(cosine <= 1);
  CHECK_THROWS_AS(static_cast<void>(nearest_cosine(many, {2, {}})), Error);
}
