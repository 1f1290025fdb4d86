#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "view/capture/recorder.hpp"

namespace ganscope {

/// Feeds a Recorder from a thread of its own, so that drawing and encoding overlap. At most
/// `capacity` frames wait; push() then waits for room, try_push() gives the frame up.
///
/// push(), try_push() and finish() belong to one thread; the counters may be read from any.
class EncodeQueue {
 public:
  explicit EncodeQueue(std::unique_ptr<Recorder> recorder, std::size_t capacity = 8);
  /// Finishes without throwing; a failure that nobody has been told of goes to the log.
  ~EncodeQueue();
  EncodeQueue(const EncodeQueue&) = delete;
  EncodeQueue& operator=(const EncodeQueue&) = delete;

  /// Adds a frame; waits while the queue is full. Throws Error when recording has failed, also
  /// while it was waiting, or after finish().
  void push(Image frame);
  /// Adds a frame, or counts it as dropped and returns false when the queue is full. Throws as push().
  bool try_push(Image frame);
  /// push() would not wait.
  [[nodiscard]] bool has_room();
  /// Takes no more frames and lets the thread complete the file, without waiting for it.
  void close();
  /// The thread has ended: finish() returns at once.
  [[nodiscard]] bool done() const { return done_; }
  /// Encodes what waits, completes the file and ends the thread. Throws the first Error of the
  /// thread. Does nothing the second time.
  void finish();

  [[nodiscard]] std::int64_t frames() const { return frames_; }    ///< as Recorder::frames()
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }      ///< as Recorder::bytes()
  [[nodiscard]] std::int64_t dropped() const { return dropped_; }  ///< by try_push()
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void run();
  bool take(Image& frame);
  void count();
  void fail(std::string reason);
  void check_open();
  void stop_thread();

  std::unique_ptr<Recorder> recorder_;  ///< the thread's alone while it runs
  const std::size_t capacity_;
  std::mutex mutex_;  ///< guards the next four
  std::condition_variable changed_;
  std::deque<Image> waiting_;
  bool closing_ = false;
  std::string error_;
  std::atomic<bool> failed_ = false;
  std::atomic<bool> done_ = false;
  std::atomic<std::int64_t> frames_ = 0;
  std::atomic<std::int64_t> bytes_ = 0;
  std::atomic<std::int64_t> dropped_ = 0;
  bool told_ = false;
  std::thread thread_;
};

}  // namespace ganscope
