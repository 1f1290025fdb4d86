#include "engine/analysis/scaling.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/analysis_reference.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("map: the classical one is the eigenvectors' of NumPy, SMACOF ends in SciPy's minimum") {
  const auto& wanted = analysis_reference()["map"];
  const SquareMatrix d = distances_of(wanted["points"]);
  const PlaneMap classical = classical_map(d);
  for (std::size_t i = 0; i < classical.points.size(); ++i)
    for (std::size_t k = 0; k < 2; ++k)
      CHECK(classical.points[i][k] == doctest::Approx(wanted["classical"][i][k].get<double>()).epsilon(1e-9));
  const PlaneMap moved = smacof_map(d, classical, {.iterations = 20000, .tolerance = 1e-13});
  CHECK(moved.stress < classical.stress);
  std::size_t pair = 0;
  double squared_errors = 0;
  double squares = 0;
  for (std::size_t i = 0; i < moved.points.size(); ++i)
    for (std::size_t j = i + 1; j < moved.points.size(); ++j) {
      const double apart =
          std::hypot(moved.points[i][0] - moved.points[j][0], moved.points[i][1] - moved.points[j][1]);
      CHECK(apart == doctest::Approx(wanted["smacof"][pair++].get<double>()).epsilon(1e-4));
      const double given = d.at(static_cast<int>(i), static_cast<int>(j));
      squared_errors += (given - apart) * (given - apart);
      squares += given * given;
    }
  CHECK(squared_errors == doctest::Approx(wanted["smacof_errors"].get<double>()).epsilon(1e-6));
  CHECK(moved.stress == doctest::Approx(std::sqrt(squared_errors / squares)).epsilon(1e-9));
}

TEST_CASE("map: points of a plane lie as they do, and SMACOF leaves them there") {
  const nlohmann::json rectangle{{0, 0}, {3, 0}, {0, 1}, {3, 1}};
  const PlaneMap map = classical_map(distances_of(rectangle));
  CHECK(map.stress < 1e-12);
  CHECK(std::abs(map.points[0][0] - map.points[1][0]) == doctest::Approx(3));
  CHECK(std::abs(map.points[0][1] - map.points[2][1]) == doctest::Approx(1));
  const PlaneMap stays = smacof_map(distances_of(rectangle), map);
  CHECK(stays.stress < 1e-12);
  CHECK_THROWS_WITH_AS(static_cast<void>(classical_map(SquareMatrix(2))), doctest::Contains("three things"),
                       Error);
}

TEST_CASE("map: of things equally far out the first has the sign, and NaN is refused") {
  for (const double step : {1.0, 0.1, 1.0 / 3}) {
    const PlaneMap map = classical_map(distances_of({{0}, {step}, {2 * step}, {3 * step}}));
    CAPTURE(step);
    CHECK(map.points[0][0] == doctest::Approx(1.5 * step));
    CHECK(map.points[3][0] == doctest::Approx(-1.5 * step));
    CHECK(classical_map(distances_of({{0}, {step}, {2 * step}})).points[0][0] == doctest::Approx(step));
  }
  SquareMatrix broken(3);
  broken.set_both(1, 2, std::nan(""));
  CHECK_THROWS_WITH_AS(static_cast<void>(classical_map(broken)),
                       doctest::Contains("nan at place 6 of 9; expected finite numbers"), Error);
}

TEST_CASE("map: no step of SMACOF makes the errors greater") {
  const SquareMatrix d = distances_of(analysis_reference()["map"]["points"]);
  PlaneMap map = classical_map(d);
  for (int step = 0; step < 30; ++step) {
    const PlaneMap next = smacof_map(d, map, {.iterations = 1, .tolerance = 0});
    CHECK(next.stress <= map.stress);
    map = next;
  }
}
