#pragma once
#include "app/train/train_session.hpp"
#include "app/window/window_mode.hpp"
#include "view/panels/train/train_stage.hpp"

namespace ganscope {

/// The training view in its window.
class TrainMode : public StagedMode<TrainSession, TrainStage> {
 public:
  explicit TrainMode(const TrainRunOptions& options);

  [[nodiscard]] Pacing pacing() const override;
  [[nodiscard]] bool update(double seconds) override;
  /// The training goes on behind another mode; how it ended is told there.
  [[nodiscard]] std::optional<Notice> rest() override;
  [[nodiscard]] std::string behind() const override;
  /// Ends the training with a checkpoint where it isn't finished, and says what was made or how to go on;
  /// status() tells whether that went well. Throws the training's own Error.
  void close() override;

  /// What image mode shows: the finished model, or the generator as it was when the view was left.
  [[nodiscard]] const std::string& model() const { return session_.shown_model(); }
  /// The program's exit status, once close() has returned.
  [[nodiscard]] int status() const { return status_; }

 protected:
  [[nodiscard]] TrainViewCommands draw_stage(const FramePlace& place) override;

 private:
  void log_warnings();

  TrainRunOptions options_;
  int status_ = 0;
};

}  // namespace ganscope
