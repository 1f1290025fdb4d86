#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {
using Positions = std::vector<double>;

std::string label(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}
}  // namespace

TEST_CASE("nice ticks of well-known ranges") {
  Ticks ticks = nice_ticks(0, 1, 5);
  CHECK(ticks.positions == Positions{0, 0.2, 0.4, 0.6, 0.8, 1});
  CHECK(ticks.decimals == 1);
  ticks = nice_ticks(-1, 1, 4);
  CHECK(ticks.positions == Positions{-1, -0.5, 0, 0.5, 1});
  CHECK(ticks.decimals == 1);
  ticks = nice_ticks(0, 30000, 3);
  CHECK(ticks.positions == Positions{0, 10000, 20000, 30000});
  CHECK(ticks.decimals == 0);
  ticks = nice_ticks(0.0131, 0.0172, 4);
  CHECK(ticks.positions == Positions{0.014, 0.015, 0.016, 0.017});
  CHECK(ticks.decimals == 3);
  CHECK(nice_ticks(1, 0, 5).positions == nice_ticks(0, 1, 5).positions);
}

TEST_CASE("ticks lie inside, evenly, in about the number asked for, and their labels are exact") {
  for (const double low : {-1234.5, -1.0, -0.37, 0.0, 0.001, 17.0}) {
    for (const double range : {1e-4, 0.03, 0.9, 1.0, 7.7, 5000.0, 3e8}) {
      for (const int target : {2, 5, 10}) {
        CAPTURE(low);
        CAPTURE(range);
        CAPTURE(target);
        const Ticks ticks = nice_ticks(low, low + range, target);
        const auto count = static_cast<double>(ticks.positions.size());
        REQUIRE(count >= 1);
        CHECK(count >= target / 1.7 - 1);
        CHECK(count <= target * 1.7 + 1);
        const double step = count > 1 ? ticks.positions[1] - ticks.positions[0] : range;
        CHECK(ticks.positions.front() >= low - 1e-6 * step);
        CHECK(ticks.positions.back() <= low + range + 1e-6 * step);
        if (count > 1) {  // nothing is missing at the ends
          CHECK(ticks.positions.front() - step < low + 1e-6 * step);
          CHECK(ticks.positions.back() + step > low + range - 1e-6 * step);
        }
        for (const double p : ticks.positions) {
          CHECK(std::stod(label(p, ticks.decimals)) == p);
          CHECK_FALSE((p == 0 && std::signbit(p)));
        }
      }
    }
  }
}

TEST_CASE("ranges without extent or sense") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(nice_ticks(3, 3, 5).positions == Positions{3});
  CHECK(nice_ticks(0, infinity, 5).positions.empty());
  CHECK(nice_ticks(std::nan(""), 1, 5).positions.empty());
  CHECK(nice_ticks(-1e308, 1e308, 5).positions.size() < 20);
  CHECK(nice_ticks(0, 1, 0).positions == nice_ticks(0, 1, 1).positions);
  CHECK(nice_ticks(0, 1, 1).positions == Positions{0, 1});
  // Coarser than the step: doubles near 1e16 are 2 apart.
  const Ticks coarse = nice_ticks(1e16, 1e16 + 4, 8);
  CHECK(coarse.positions.size() <= 3);
}
