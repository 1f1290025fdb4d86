#include "view/scene/bins.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace ganscope;

TEST_CASE("bins hold shares of the values, the last one its upper edge, and what lies beyond the ends") {
  const std::vector<float> values{0.f, 0.1f, 0.25f, 0.5f, 0.99f, 1.f, 7.f, -3.f};
  const std::vector<float> shares = bin_shares(values, 0, 1, 4);
  CHECK(shares == std::vector<float>{3 / 8.f, 1 / 8.f, 1 / 8.f, 3 / 8.f});
}

TEST_CASE("values that are no numbers are left out, and none at all is no share") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(bin_shares(std::vector<float>{nan, 0.5f, infinity}, 0, 1, 2) == std::vector<float>{0, 1});
  CHECK(bin_shares(std::vector<float>{nan}, 0, 1, 3) == std::vector<float>{0, 0, 0});
  CHECK(bin_shares({}, 0, 1, 3) == std::vector<float>{0, 0, 0});
}

TEST_CASE("shares add up to one whatever the values") {
  std::vector<float> values;
  for (int i = 0; i < 1000; ++i) values.push_back(std::sin(static_cast<float>(i)));
  const std::vector<float> shares = bin_shares(values, -1, 1, 37);
  CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == doctest::Approx(1));
}
