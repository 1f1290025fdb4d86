#pragma once
#include "app/report_file.hpp"
#include "app/train_session.hpp"
#include "app/window_mode.hpp"
#include "view/panels/train_stage.hpp"

namespace ganscope {

/// The training view in its window. It is left for image mode, with the finished model, or for good.
class TrainMode : public WindowMode {
 public:
  TrainMode(GlfwWindow& window, const TrainRunOptions& options);

  /// other_mode: a person wants to see the finished model there.
  [[nodiscard]] WindowEnd run() override;
  /// After run(): ends the training and says what is left to say. Returns the exit status, 130 after an
  /// interrupt. Throws Error when the training failed or diverged.
  [[nodiscard]] int conclude();
  /// The file of the finished generator.
  [[nodiscard]] ThemeKind theme() const { return session_.state().theme; }
  [[nodiscard]] float scale() const { return session_.state().scale; }
  [[nodiscard]] const std::string& model() const { return session_.input().status.model; }

 private:
  void wait();
  void take_events();
  void draw();
  void log_warnings();

  const TrainRunOptions options_;
  GlfwWindow& window_;
  TrainStage stage_;
  TrainSession session_;
  Stopwatch since_draw_;
  ReportFile report_;
};

}  // namespace ganscope
