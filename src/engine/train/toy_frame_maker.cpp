#include "engine/train/toy_frame_maker.hpp"

#include <utility>

#include "engine/train/toy_observer.hpp"

namespace ganscope {

void ToyFrameMaker::run(RunLog& log, const std::function<void()>& made) {
  ToyObserver observer;
  while (std::optional<FrameJob> job = jobs_.pop()) {
    if (job->metrics) log.add(observer.measure(*job->snapshot), job->snapshot->run);
    if (job->frame)
      deliver(job->divergence.empty() ? observer.observe(*job->snapshot, job->request)
                                      : last_good_with(job->divergence, job->run),
              job->keep);
    made();
  }
}

ToyFramePtr ToyFrameMaker::last_good_with(const std::string& message, std::uint64_t run) const {
  auto frame = std::make_shared<ToyFrame>();
  for (const ToyFramePtr& last : {last_frame_, aside_frame_})
    if (last && last->run == run) *frame = *last;
  frame->run = run;
  frame->diverged = true;
  frame->message = message;
  return frame;
}

void ToyFrameMaker::deliver(ToyFramePtr frame, const std::shared_ptr<KeptFrames>& to) {
  if (last_frame_ && last_frame_->run != frame->run) aside_frame_ = last_frame_;
  last_frame_ = frame;
  // A queue that was closed in between takes no more: the recording has ended.
  if (!to || !to->push(frame)) latest_.put(std::move(frame));
}

}  // namespace ganscope
