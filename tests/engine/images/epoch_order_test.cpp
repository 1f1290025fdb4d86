#include "engine/images/epoch_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace ganscope;

namespace {

std::vector<std::int64_t> batch(EpochOrder& order, std::int64_t number) {
  const auto span = order.batch(number);
  return {span.begin(), span.end()};
}

}  // namespace

TEST_CASE("epoch order: an epoch has every image at most once, and whole batches only") {
  EpochOrder order(23, 4, 1);
  CHECK(order.batches_per_epoch() == 5);
  for (int epoch = 0; epoch < 3; ++epoch) {
    std::set<std::int64_t> seen;
    for (int i = 0; i < 5; ++i)
      for (const std::int64_t index : batch(order, 5 * epoch + i)) {
        CHECK(index >= 0);
        CHECK(index < 23);
        CHECK(seen.insert(index).second);
      }
    CHECK(seen.size() == 20);
  }
}

TEST_CASE("epoch order: a batch is a matter of seed and number, not of what was asked before") {
  EpochOrder forward(100, 8, 5);
  std::vector<std::vector<std::int64_t>> all;
  for (int i = 0; i < 40; ++i) all.push_back(batch(forward, i));
  EpochOrder backward(100, 8, 5);
  for (int i = 39; i >= 0; --i) CHECK(batch(backward, i) == all[static_cast<std::size_t>(i)]);
  EpochOrder other(100, 8, 6);
  CHECK(batch(other, 0) != all[0]);
  CHECK(all[0] != all[12]);  // the next epoch's first
}

TEST_CASE("epoch order: every image comes first about equally often") {
  std::vector<int> first(5, 0);
  EpochOrder order(5, 5, 3);
  for (int epoch = 0; epoch < 2000; ++epoch) ++first[static_cast<std::size_t>(order.batch(epoch)[0])];
  for (const int count : first) CHECK(std::abs(count - 400) < 80);  // 4.5 standard deviations
}

TEST_CASE("epoch order: a set smaller than a batch is gone through again") {
  EpochOrder order(3, 7, 1);
  CHECK(order.batches_per_epoch() == 1);
  std::vector<int> counts(3, 0);
  for (const std::int64_t index : order.batch(0)) ++counts[static_cast<std::size_t>(index)];
  CHECK(*std::min_element(counts.begin(), counts.end()) == 2);
  CHECK(*std::max_element(counts.begin(), counts.end()) == 3);
}
