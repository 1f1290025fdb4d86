#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "exchange/run_log.hpp"
#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

struct ToyWorkerOptions {
  int threads = 1;        ///< LibTorch threads of the training thread
  bool gives_way = false;  ///< drawing goes first where both want a core
  bool running = true;    ///< starts running or paused
  FrameRequest request;   ///< until an Observe command changes it
  int metrics_every = 0;  ///< iterations between two measurements, and one at stop_at; 0 is never

  /// Latest-value pace when 0: frames are made when the reader has taken the one before. Otherwise a
  /// frame is made at iteration 0 and every `frame_every` iterations, none is lost, and training
  /// waits for a slow reader.
  int frame_every = 0;
  std::vector<std::int64_t> frames_at;  ///< more iterations that get a frame; sorted; with frame_every
  std::int64_t stop_at = -1;            ///< iterations after which the run ends; -1 is never

  /// Called from a worker thread when there is something new to take.
  std::function<void()> notify;
};

/// Trains on one thread and makes frames on another. Commands go in, frames and curves come out;
/// an exception travels as data, in the last frame (divergence) or from `error()`.
class ToyWorker {
 public:
  /// Throws what ToyTrainer's constructor throws.
  ToyWorker(const ToyConfig& config, ToyWorkerOptions options);
  ~ToyWorker();  ///< stops both threads; returns within one iteration
  ToyWorker(const ToyWorker&) = delete;
  ToyWorker& operator=(const ToyWorker&) = delete;

  /// A Reset whose configuration cannot run throws here, before anything changes.
  void send(const ToyCommand& command);

  /// The newest frame not taken yet, if any.
  [[nodiscard]] ToyFramePtr take_frame();
  /// take_frame() would return one.
  [[nodiscard]] bool has_frame() const;
  /// With frame_every or command::Record: waits at most `seconds` for the next frame; nullptr when none
  /// came, and ended() tells whether one still can.
  [[nodiscard]] ToyFramePtr next_frame(double seconds);
  /// Every kept frame was taken and no more will come: the run, or Record, has ended.
  [[nodiscard]] bool ended() const;

  [[nodiscard]] const RunLog& log() const;
  [[nodiscard]] bool running() const;
  /// Iterations a second of the training thread while it runs.
  [[nodiscard]] double rate() const;
  /// The configuration in force.
  [[nodiscard]] ToyConfig config() const;
  /// Set when a thread ended by an exception that is not a divergence.
  [[nodiscard]] std::optional<std::string> error() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
