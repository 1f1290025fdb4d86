#pragma once
#include <cstddef>
#include <cstdint>

#include "exchange/recovery_frame.hpp"

namespace ganscope {

/// Moments that are kept of a search whose pictures have so many bytes: as many as are worth to look at, and
/// no more than a memory of some 64 MB holds.
[[nodiscard]] std::size_t most_kept_moments(std::size_t picture_bytes);

/// What is kept of a search's past: every moment at first, of a longer one every second, and so on.
class KeptMoments {
 public:
  /// Whether a moment of this iteration has a place: one that stands in for the last of the same iteration
  /// has, and every one where `always`.
  [[nodiscard]] bool takes(std::int64_t iteration, bool always) const;
  /// Keeps a moment whose picture is there. In place of the last one where that is of the same iteration: the
  /// start, of which only its first step tells whether it is a dead point.
  void keep(const RecoveryMomentPtr& moment);
  void clear() { *this = {}; }

  [[nodiscard]] bool empty() const { return moments_.empty(); }
  [[nodiscard]] const RecoveryPath& path() const { return moments_; }

 private:
  [[nodiscard]] bool has_last(std::int64_t iteration) const {
    return !moments_.empty() && moments_.back()->iteration == iteration;
  }
  RecoveryPath moments_;
  std::int64_t every_ = 1;  ///< iterations from one to the next
};

}  // namespace ganscope
