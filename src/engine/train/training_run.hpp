#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/health.hpp"
#include "engine/train/image_trainer.hpp"
#include "engine/train/train_log.hpp"

namespace ganscope {

struct TrainingRunOptions {
  std::filesystem::path folder;         ///< checkpoints/ and log.jsonl go there
  std::int64_t checkpoint_every = 500;  ///< iterations
  int keep = 3;                         ///< checkpoints
  bool resume = false;                  ///< goes on from the newest whole checkpoint where there is one
  std::string device = "auto";
};

/// A training with its files: a trainer, its checkpoints, its log and its health. The window and the
/// run without one call the same step().
class TrainingRun {
 public:
  /// Throws Error when the folder holds a training and `resume` is off, or holds another one.
  TrainingRun(const ImageTrainConfig& config, ImageSetPtr data, const TrainingRunOptions& options);

  /// One iteration, its line in the log and, when it is due, a checkpoint. Returns the warnings that
  /// came with it. A divergence is written to the log and thrown.
  std::vector<HealthWarning> step();
  /// A checkpoint of now, unless there is one.
  void save_checkpoint();
  [[nodiscard]] ImageTrainFramePtr frame() { return trainer_.frame(health()); }
  /// The warnings that hold now.
  [[nodiscard]] std::vector<HealthWarning> health() const { return health_.current(); }

  [[nodiscard]] ImageTrainer& trainer() { return trainer_; }
  [[nodiscard]] const ImageTrainer& trainer() const { return trainer_; }
  [[nodiscard]] std::int64_t iteration() const { return trainer_.report().iteration; }
  /// The iteration it went on from; 0 for a new one.
  [[nodiscard]] std::int64_t resumed_at() const { return resumed_at_; }
  /// Training seconds before this process, as the log has them.
  [[nodiscard]] double seconds_before() const { return log_->seconds_before(); }
  /// Training seconds up to now, those before included and pauses left out.
  [[nodiscard]] double seconds() const { return log_->seconds(); }
  /// It has just been paused for so many seconds.
  void leave_out(double seconds) { log_->leave_out(seconds); }
  /// What the log says of all iterations so far.
  [[nodiscard]] TrainLogLines logged() {
    log_->flush();
    return read_train_log(options_.folder / "log.jsonl");
  }

 private:
  TrainingRunOptions options_;
  CheckpointStore store_;
  ImageTrainer trainer_;
  HealthMonitor health_;
  std::optional<TrainLog> log_;
  std::int64_t resumed_at_ = 0;
  std::int64_t saved_at_ = -1;
};

/// The images `config` trains on, photographs at the size its networks have. Of `options`, split, size
/// and label come from the configuration.
[[nodiscard]] ImageSetPtr open_training_images(const ImageTrainConfig& config, ImageSetOptions options);

/// The newest whole checkpoint of the training in `folder`, if any; damaged ones are reported and set
/// aside.
[[nodiscard]] std::optional<Checkpoint> newest_checkpoint(const std::filesystem::path& folder);

}  // namespace ganscope
