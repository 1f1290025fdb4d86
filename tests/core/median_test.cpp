#include "core/median.hpp"

#include <doctest/doctest.h>

namespace ganscope {
namespace {

TEST_CASE("median: the middle one, the mean of the middle two, nothing of none") {
  CHECK(median({}) == 0);
  CHECK(median({3}) == 3);
  CHECK(median({9, 1, 2}) == 2);
  CHECK(median({9, 1, 2, 4}) == 3);
  CHECK(median({2, 2, 1, 2}) == 2);
}

}  // namespace
}  // namespace ganscope
