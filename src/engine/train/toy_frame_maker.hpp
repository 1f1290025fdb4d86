#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/train/toy_snapshot.hpp"
#include "exchange/mailbox.hpp"
#include "exchange/run_log.hpp"
#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Frames of which none may be lost; its writer waits for its reader.
using KeptFrames = BoundedQueue<ToyFramePtr>;

/// What the trainer's thread asks of the observer's.
struct FrameJob {
  ToySnapshotPtr snapshot{};
  FrameRequest request{};
  bool frame = false;
  bool metrics = false;
  std::shared_ptr<KeptFrames> keep{};  ///< where the frame goes; nullptr: latest value
  std::uint64_t run = 0;               ///< with `divergence`: whose
  std::string divergence{};            ///< when set, the last good frame is shown again with this message
};

/// Makes frames and measurements of snapshots on the thread that calls run(); the others may be called from
/// any.
class ToyFrameMaker {
 public:
  /// Works off what is pushed until close(). `made` is called after each job.
  void run(RunLog& log, const std::function<void()>& made);
  /// Waits while two jobs are ahead.
  void push(FrameJob job) { jobs_.push(std::move(job)); }
  void close() { jobs_.close(); }

  /// The newest frame that is not kept for somebody else and was not taken yet.
  [[nodiscard]] std::optional<ToyFramePtr> take() { return latest_.take(); }
  [[nodiscard]] bool has_frame() const { return !latest_.empty(); }

 private:
  [[nodiscard]] ToyFramePtr last_good_with(const std::string& message, std::uint64_t run) const;
  void deliver(ToyFramePtr frame, const std::shared_ptr<KeptFrames>& to);

  BoundedQueue<FrameJob> jobs_{2};
  Mailbox<ToyFramePtr> latest_;
  ToyFramePtr last_frame_;   // run()'s thread
  ToyFramePtr aside_frame_;  // run()'s thread: the last one of the run before, which may come back
};

}  // namespace ganscope
