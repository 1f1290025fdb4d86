#pragma once
#include "app/files/report_file.hpp"
#include "app/train/train_session.hpp"
#include "app/window/settings_keeper.hpp"
#include "app/window/window_mode.hpp"
#include "view/panels/train/train_stage.hpp"

namespace ganscope {

/// The training view in its window. It is left for image mode, with the finished model, or for good.
class TrainMode : public WindowMode {
 public:
  TrainMode(GlfwWindow& window, const TrainRunOptions& options, SettingsKeeper& settings);

  /// other_mode: a person wants to see the finished model there.
  [[nodiscard]] WindowEnd run(Looks& looks, const Behind& behind) override;
  /// After run(): ends the training and says what is left to say. Returns the exit status, 130 after an
  /// interrupt. Throws Error when the training failed or diverged.
  [[nodiscard]] int conclude();
  /// The file of the finished generator.
  [[nodiscard]] const std::string& model() const { return session_.input().status.model; }

 private:
  void wait();
  void take_events();
  void draw();
  void log_warnings();

  const TrainRunOptions options_;
  GlfwWindow& window_;
  SettingsKeeper& settings_;
  TrainStage stage_;
  TrainSession session_;
  Stopwatch since_draw_;
  ReportFile report_;
};

}  // namespace ganscope
