#include "app/recover/recovery_recording.hpp"

#include <algorithm>
#include <utility>

#include "app/recover/recover_session.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"

namespace ganscope {
namespace {

RecoveryPath recorded_moments(const RecoveryFrame& frame) {
  RecoveryPath moments;
  if (frame.path) moments = *frame.path;
  if (frame.now && (moments.empty() || moments.back()->iteration < frame.now->iteration))
    moments.push_back(frame.now);
  if (moments.empty()) throw Error("there is nothing to record before the first step");
  return moments;
}

}  // namespace

RecoveryRecording::RecoveryRecording(RecoveryFramePtr frame, const Options& options)
    : frame_(std::move(frame)),
      moments_(recorded_moments(*frame_)),
      options_(options),
      frames_(static_cast<std::int64_t>(moments_.size()) + options.fps - 1),
      painter_(options.theme, search_cell(1)),
      last_(draw(*moments_.front())) {
  queue_ = std::make_unique<EncodeQueue>(make_recorder({.path = options_.path,
                                                        .width = last_.width,
                                                        .height = last_.height,
                                                        .fps = options_.fps,
                                                        .metadata = options_.tags}));
  queue_->push(last_);
  added_ = 1;
}

Image RecoveryRecording::draw(const RecoveryMoment& moment) {
  return painter_.draw(search_heading(moment.iteration), {search_row(shown_search(*frame_, moment))});
}

void RecoveryRecording::work(double seconds) {
  const Stopwatch watch;
  while (added_ < frames_ && watch.seconds() < seconds && queue_->has_room()) {
    if (added_ < static_cast<std::int64_t>(moments_.size()))
      last_ = draw(*moments_[static_cast<std::size_t>(added_)]);
    queue_->push(last_);
    ++added_;
  }
  if (whole()) stop();
}

void RecoveryRecording::stop() { queue_->close(); }

void RecoveryRecording::finish() { queue_->finish(); }

double RecoveryRecording::share() const {
  return frames_ > 0 ? std::clamp(static_cast<double>(added_) / static_cast<double>(frames_), 0.0, 1.0) : 0;
}

}  // namespace ganscope
