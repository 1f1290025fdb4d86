#include "exchange/frame_history.hpp"

#include <algorithm>

namespace ganscope {
namespace {

constexpr std::size_t kFewest = 4;  ///< frames are kept whatever their size

template <class T>
std::size_t held(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace

std::size_t size_in_bytes(const ToyFrame& f) {
  std::size_t bytes = sizeof(ToyFrame) + held(f.real) + held(f.generated) + held(f.chart) +
                      held(f.field.answer) + held(f.field.real) + held(f.field.generated) +
                      held(f.mesh.chart) + held(f.mesh.position) + held(f.mesh.triangles) +
                      held(f.mesh.triangle_mass) + held(f.mesh.lines) + held(f.mesh.line_mass) +
                      held(f.mesh.points) + held(f.gradients.origin) + held(f.gradients.direction) +
                      held(f.trails.chart);
  for (const std::vector<glm::vec2>& path : f.trails.positions) bytes += held(path);
  return bytes;
}

void FrameHistory::add(const ToyFramePtr& frame) {
  if (!frame || frame->diverged || frame->phase) return;
  if (!frames_.empty() && frame->run != frames_.back()->run) {
    frames_.clear();
    bytes_ = 0;
    spacing_ = 1;
  }
  if (!frames_.empty() && frame->step.iteration < frames_.back()->step.iteration + spacing_) return;
  frames_.push_back(frame);
  bytes_ += size_in_bytes(*frame);
  while (bytes_ > budget_ && frames_.size() > kFewest) thin();
}

void FrameHistory::thin() {
  std::vector<ToyFramePtr> kept;
  bytes_ = 0;
  for (std::size_t i = 0; i < frames_.size(); i += 2) {
    bytes_ += size_in_bytes(*frames_[i]);
    kept.push_back(std::move(frames_[i]));
  }
  frames_ = std::move(kept);
  const std::int64_t covered = frames_.back()->step.iteration - frames_.front()->step.iteration;
  spacing_ = std::max<std::int64_t>(1, covered / static_cast<std::int64_t>(frames_.size()));
}

std::size_t FrameHistory::index(std::int64_t iteration) const {
  const auto after = std::upper_bound(
      frames_.begin(), frames_.end(), iteration,
      [](std::int64_t wanted, const ToyFramePtr& f) { return wanted < f->step.iteration; });
  return after == frames_.begin() ? 0 : static_cast<std::size_t>(after - frames_.begin()) - 1;
}

ToyFramePtr FrameHistory::at(std::int64_t iteration) const {
  return frames_.empty() ? nullptr : frames_[index(iteration)];
}

ToyFramePtr FrameHistory::beside(std::int64_t iteration, int by) const {
  if (frames_.empty()) return nullptr;
  const auto last = static_cast<std::int64_t>(frames_.size()) - 1;
  const std::int64_t wanted = static_cast<std::int64_t>(index(iteration)) + by;
  return frames_[static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 0, last))];
}

}  // namespace ganscope
