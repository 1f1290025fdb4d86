#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The past of one run in bounded memory, to look back at. When it is full every second frame goes and
/// from then on frames are kept twice as far apart, so that the whole run stays in reach. The first frame
/// always stays.
class FrameHistory {
 public:
  /// `bytes`: what the frames together may take, about.
  explicit FrameHistory(std::size_t bytes = 128u << 20) : budget_(bytes) {}

  /// Frames of another run begin a new history. Frames of a walked phase, of one side's step, after a
  /// divergence and those too near to the one before are passed over.
  void add(const ToyFramePtr& frame);

  [[nodiscard]] bool empty() const { return frames_.empty(); }
  [[nodiscard]] std::size_t size() const { return frames_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] const std::vector<ToyFramePtr>& frames() const { return frames_; }

  /// The last frame at or before `iteration`, or the first there is; nullptr when empty.
  [[nodiscard]] ToyFramePtr at(std::int64_t iteration) const;
  /// The frame `by` places from at(iteration), kept inside the history; nullptr when empty.
  [[nodiscard]] ToyFramePtr beside(std::int64_t iteration, int by) const;

 private:
  [[nodiscard]] std::size_t index(std::int64_t iteration) const;
  void thin();

  std::size_t budget_;
  std::vector<ToyFramePtr> frames_;
  std::size_t bytes_ = 0;
  std::int64_t spacing_ = 1;  ///< iterations between frames, at least
};

/// Memory that a frame's vectors hold.
[[nodiscard]] std::size_t size_in_bytes(const ToyFrame& frame);

}  // namespace ganscope
