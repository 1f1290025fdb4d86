#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// How far an image training is.
enum class TrainPhase {
  opening,    ///< images are read or decoded
  training,   ///< running or paused
  finishing,  ///< the last files are written
  finished,
  stopped,   ///< ended before its last iteration, after a checkpoint
  diverged,  ///< a loss or weight was not finite
  failed,    ///< something else went wrong
};
[[nodiscard]] inline const std::vector<std::string>& train_phase_names() {
  static const std::vector<std::string> names{"opening", "training", "finishing", "finished",
                                              "stopped", "diverged", "failed"};
  return names;
}
[[nodiscard]] inline const std::string& name_of(TrainPhase phase) {
  return train_phase_names()[static_cast<std::size_t>(phase)];
}

/// What is known of the images and networks once a training is open.
struct TrainFacts {
  int images = 0;
  int classes = 0;     ///< 0: without labels
  int unreadable = 0;  ///< files that were left out
  int channels = 0;
  int height = 0;  ///< of the networks' pictures
  int width = 0;
  std::int64_t generator_parameters = 0;
  std::int64_t discriminator_parameters = 0;
  std::string device;
  int threads = 1;
  std::int64_t resumed_at = 0;
  double seconds_before = 0;  ///< spent on training before that
  std::int64_t batches_per_epoch = 0;
};

/// An image training as its worker sees it, at any time.
struct ImageTrainStatus {
  TrainPhase phase = TrainPhase::opening;
  bool running = false;          ///< it takes steps by itself
  std::int64_t decoded = 0;      ///< opening: photographs so far ...
  std::int64_t photographs = 0;  ///< ... of so many; 0 where none are decoded
  std::int64_t iteration = 0;    ///< completed iterations
  std::int64_t iterations = 0;   ///< where it ends
  double epoch = 0;
  double rate = 0;     ///< iterations a second while it runs; 0 before it is known
  double seconds = 0;  ///< spent on training, pauses left out
  TrainFacts facts;
  std::vector<HealthWarning> health;  ///< those that hold now
  std::string message;                ///< diverged or failed: why
  std::string model;                  ///< finished: the generator's file
  std::string snapshot;               ///< the generator's file of an iteration before; see write_snapshot()
  std::int64_t snapshot_at = -1;      ///< its iteration
  int snapshots = 0;                  ///< written so far
  std::string timelapse;
};

/// Seconds to the last iteration at today's rate; negative while that is not known.
[[nodiscard]] inline double seconds_left(const ImageTrainStatus& status) {
  if (status.rate <= 0) return -1;
  return static_cast<double>(status.iterations - status.iteration) / status.rate;
}

}  // namespace ganscope
