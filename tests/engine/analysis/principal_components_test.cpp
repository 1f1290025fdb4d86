#include "engine/analysis/principal_components.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/analysis_reference.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("principal components: mean, directions and variances are scikit-learn's, with many rows and few") {
  for (const auto& wanted : analysis_reference()["components"]) {
    const Features rows = features_of(wanted["rows"]);
    CAPTURE(rows.rows());
    const PrincipalComponents pca = principal_components(rows.values, rows.dimensions, wanted["count"]);
    REQUIRE(pca.count() == wanted["count"].get<int>());
    CHECK(pca.total_variance == doctest::Approx(wanted["total"].get<double>()).epsilon(1e-6));
    for (std::size_t j = 0; j < pca.mean.size(); ++j)
      CHECK(pca.mean[j] == doctest::Approx(wanted["mean"][j].get<double>()).epsilon(1e-5));
    for (std::size_t k = 0; k < pca.variances.size(); ++k) {
      CHECK(pca.variances[k] == doctest::Approx(wanted["variances"][k].get<double>()).epsilon(1e-5));
      for (std::size_t j = 0; j < pca.mean.size(); ++j)
        CHECK(std::abs(pca.components[k * pca.mean.size() + j] - wanted["components"][k][j].get<double>()) <
              1e-5);
    }
  }
}

TEST_CASE("principal components: directions stay orthonormal where rows hold fewer than are asked for") {
  // Four rows of two numbers that vary, of eight; the rest of the directions is any, but at right angles.
  const std::vector<float> rows{1, 0, 0, 2, 0, 0, 0, 3, -1, 0,  0, 2, 0, 0, 0, 3,
                                0, 2, 0, 2, 0, 0, 0, 3, 0,  -2, 0, 2, 0, 0, 0, 3};
  const std::vector<float> equal(3 * 5, 7);
  const auto check = [](const PrincipalComponents& pca) {
    const auto d = static_cast<std::size_t>(pca.dimensions);
    for (std::size_t a = 0; a < pca.variances.size(); ++a)
      for (std::size_t b = 0; b <= a; ++b) {
        double product = 0;
        for (std::size_t j = 0; j < d; ++j) product += pca.components[a * d + j] * pca.components[b * d + j];
        CAPTURE(a);
        CAPTURE(b);
        CHECK(product == doctest::Approx(a == b ? 1 : 0));
      }
  };
  const PrincipalComponents pca = principal_components(rows, 8, 3);
  check(pca);
  CHECK(pca.components[1] == doctest::Approx(1));
  CHECK(pca.components[8] == doctest::Approx(1));
  CHECK(pca.variances[0] == doctest::Approx(8.0 / 3));
  CHECK(pca.variances[1] == doctest::Approx(2.0 / 3));
  CHECK(pca.variances[2] == doctest::Approx(0));
  const PrincipalComponents none = principal_components(equal, 5, 2);
  check(none);
  CHECK(none.total_variance == 0);
  CHECK(none.explained(1) == 1);  // not 0 / 0
}

TEST_CASE("principal components: of numbers of one size the first has the sign, and NaN is refused") {
  // Along (1, -1, 1, 1): rounding may not choose which of the four is the greatest.
  for (const float size : {1.f, 0.3f, 7.1f}) {
    std::vector<float> rows;
    for (const float t : {-2.f, -1.f, 0.f, 1.f, 2.f})
      rows.insert(rows.end(), {size * t, -size * t, size * t, size * t});
    const PrincipalComponents pca = principal_components(rows, 4, 1);
    CHECK(pca.components[0] == doctest::Approx(0.5));
    CHECK(pca.components[1] == doctest::Approx(-0.5));
  }
  CHECK_THROWS_WITH_AS(
      static_cast<void>(principal_components(std::vector<float>{1, 2, 3, HUGE_VALF, 5, 6}, 2, 1)),
      doctest::Contains("inf at place 4 of 6; expected finite numbers"), Error);
}

TEST_CASE("principal components: points near a line by hand, and the way to coefficients and back") {
  // Along (3, 4) / 5 around (1, 1).
  std::vector<float> rows;
  for (const float t : {-2.f, -1.f, 0.f, 1.f, 2.f}) rows.insert(rows.end(), {1 + 3 * t, 1 + 4 * t});
  const PrincipalComponents pca = principal_components(rows, 2, 2);
  CHECK(pca.components[0] == doctest::Approx(0.6));
  CHECK(pca.components[1] == doctest::Approx(0.8));
  CHECK(pca.variances[0] == doctest::Approx(25 * 2.5));
  CHECK(pca.variances[1] == doctest::Approx(0));
  CHECK(pca.explained(1) == doctest::Approx(1));
  const std::vector<float> coefficients = project(pca, rows);
  CHECK(coefficients[0] == doctest::Approx(-10));
  const std::vector<float> back = reconstruct(pca, coefficients, 1);
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK(back[i] == doctest::Approx(rows[i]));
  CHECK_THROWS_WITH_AS(static_cast<void>(principal_components(rows, 2, 3)),
                       doctest::Contains("expected 1 to 2"), Error);
  CHECK_THROWS_AS(static_cast<void>(principal_components(rows, 2, 0)), Error);
}
