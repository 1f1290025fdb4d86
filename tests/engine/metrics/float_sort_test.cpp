#include "engine/metrics/float_sort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "core/rng.hpp"

using namespace ganscope;

TEST_CASE("float sort agrees with std::sort") {
  Rng rng(41);
  std::vector<float> scratch;
  for (const std::size_t n : {0U, 1U, 2U, 17U, 3000U, 20001U}) {
    CAPTURE(n);
    std::vector<float> values(n);
    rng.fill_normal(values);
    for (std::size_t i = 0; i < n; i += 7) values[i] *= 1e30F;
    for (std::size_t i = 3; i < n; i += 11) values[i] = 0.5F;     // repeats
    for (std::size_t i = 5; i < n; i += 13) values[i] *= 1e-42F;  // denormals
    if (n > 16) {
      values[8] = std::numeric_limits<float>::infinity();
      values[9] = -std::numeric_limits<float>::infinity();
      values[10] = 0;
    }
    std::vector<float> expected = values;
    std::sort(expected.begin(), expected.end());
    sort_floats(values, scratch);
    CHECK(values == expected);
  }
}
