#include "engine/images/epoch_order.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/rng.hpp"

namespace ganscope {

EpochOrder::EpochOrder(std::int64_t count, int batch, std::uint64_t seed)
    : seed_(seed),
      batch_(static_cast<std::size_t>(batch)),
      per_epoch_(std::max<std::int64_t>(1, count / batch)),
      order_(static_cast<std::size_t>(std::max<std::int64_t>(count, batch))) {
  for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<std::int64_t>(i) % count;
}

std::span<const std::int64_t> EpochOrder::batch(std::int64_t number) {
  const std::int64_t epoch = number / per_epoch_;
  if (epoch != epoch_) shuffle(epoch);
  return std::span(order_).subspan(static_cast<std::size_t>(number % per_epoch_) * batch_, batch_);
}

void EpochOrder::shuffle(std::int64_t epoch) {
  // From the sorted order each time: what an epoch looks like may not depend on those before it.
  std::sort(order_.begin(), order_.end());
  Rng rng(seed_, "epoch", static_cast<std::uint64_t>(epoch));
  for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[rng.below(i)]);
  epoch_ = epoch;
}

}  // namespace ganscope
