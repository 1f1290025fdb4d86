#include "engine/analysis/shapiro_wilk.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/analysis_reference.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

void check_against_r(const std::vector<double>& sample, const nlohmann::json& wanted) {
  const ShapiroWilk test = shapiro_wilk(sample);
  CHECK(test.w == doctest::Approx(wanted["w"].get<double>()).epsilon(1e-9));
  CHECK(test.p == doctest::Approx(wanted["p"].get<double>()).epsilon(1e-6));
}

}  // namespace

TEST_CASE("shapiro-wilk: R's values, for few numbers, ties, skew and outliers") {
  for (const auto& wanted : analysis_reference()["shapiro"]) {
    CAPTURE(wanted.dump());
    check_against_r(wanted["sample"].get<std::vector<double>>(), wanted);
  }
}

TEST_CASE("shapiro-wilk: R's values up to 5,000 numbers") {
  for (const auto& wanted : analysis_reference()["shapiro_by_rule"]) {
    CAPTURE(wanted.dump());
    std::vector<double> sample;
    for (int i = 1; i <= wanted["n"].get<int>(); ++i) {
      const double turns = i * 0.6180339887498949;
      sample.push_back(std::pow(turns - std::floor(turns), wanted["power"].get<double>()));
    }
    check_against_r(sample, wanted);
  }
}

TEST_CASE("shapiro-wilk: neither units nor order matter; what cannot be tested is refused") {
  const std::vector<double> sample{3, 1, 4, 1, 5, 9, 2, 6};
  const ShapiroWilk test = shapiro_wilk(sample);
  const std::vector<double> other{6e-20, 2e-20, 9e-20, 5e-20, 1e-20, 4e-20, 1e-20, 3e-20};
  CHECK(shapiro_wilk(other).w == doctest::Approx(test.w).epsilon(1e-12));
  CHECK(shapiro_wilk(other).p == doctest::Approx(test.p).epsilon(1e-9));
  // As far apart as doubles can be; scaled by 2^-1023 it is the same sample.
  const std::vector<double> wide{-0x1p1023, 0, 0x1p1022, 0x1p1023};
  CHECK(shapiro_wilk(wide).w == doctest::Approx(shapiro_wilk(std::vector<double>{-1, 0, 0.5, 1}).w));
  CHECK(shapiro_wilk(wide).p == doctest::Approx(shapiro_wilk(std::vector<double>{-1, 0, 0.5, 1}).p));
  // Neither may pass for a perfectly normal sample.
  CHECK_THROWS_WITH_AS(static_cast<void>(shapiro_wilk(std::vector<double>{1, 2, std::nan(""), 3})),
                       doctest::Contains("nan at place 3 of 4; expected finite numbers"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(shapiro_wilk(std::vector<double>{1, -HUGE_VAL, 2})),
                       doctest::Contains("-inf at place 2 of 3"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(shapiro_wilk(std::vector<double>{1, 2})),
                       doctest::Contains("expected 3 to 5000"), Error);
  CHECK_THROWS_AS(static_cast<void>(shapiro_wilk(std::vector<double>(5001, 1))), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(shapiro_wilk(std::vector<double>(20, 1.5))),
                       doctest::Contains("equal numbers"), Error);
}
