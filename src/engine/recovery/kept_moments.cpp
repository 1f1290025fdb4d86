#include "engine/recovery/kept_moments.hpp"

#include <algorithm>
#include <utility>

namespace ganscope {
namespace {

/// A longer search keeps every second of them, and so on: a plot has no more pixels than that.
constexpr std::size_t kMostMoments = 512;
constexpr std::size_t kLeastMoments = 16;
constexpr std::size_t kMomentBytes = 64UL << 20U;

}  // namespace

std::size_t most_kept_moments(std::size_t picture_bytes) {
  return std::clamp(kMomentBytes / std::max<std::size_t>(1, picture_bytes), kLeastMoments, kMostMoments);
}

bool KeptMoments::takes(std::int64_t iteration, bool always) const {
  return always || has_last(iteration) || iteration % every_ == 0;
}

void KeptMoments::keep(const RecoveryMomentPtr& moment) {
  if (has_last(moment->iteration)) {
    moments_.back() = moment;
    return;
  }
  moments_.push_back(moment);
  if (moments_.size() <= most_kept_moments(moment->picture->values.size())) return;
  RecoveryPath fewer;
  for (std::size_t i = 0; i < moments_.size(); i += 2) fewer.push_back(std::move(moments_[i]));
  moments_ = std::move(fewer);
  every_ *= 2;
}

}  // namespace ganscope
