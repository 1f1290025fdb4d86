#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <glm/vec2.hpp>

#include "app/train/timelapse.hpp"
#include "app/train/train_run.hpp"
#include "app/window/notice_board.hpp"
#include "core/clock.hpp"
#include "engine/train/image_train_worker.hpp"
#include "view/panels/common/window_state.hpp"
#include "view/panels/train/train_state.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// What a window shows of an image training and what becomes of a person's commands: the worker, the
/// choices about looking, the sheets of the past. Knows no window and no OpenGL, so that tests can drive
/// it.
class TrainSession {
 public:
  TrainSession(const TrainRunOptions& options, std::function<void()> notify);

  /// Takes what the worker has made; true when there is something new to draw.
  bool update();
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const { return worker_.has_frame(); }

  void apply(const TrainViewCommand& command);
  [[nodiscard]] Looks looks() const { return {state_.theme, state_.scale, state_.panels, state_.fullscreen}; }
  void adopt(const Looks& looks);
  void look_at(glm::vec2 size) { size_ = size; }
  void tell(std::string text, bool error = false);
  /// Ends the training, with a checkpoint where it isn't at its end; afterwards input() has the last word.
  void stop();

  [[nodiscard]] const TrainPanelInput& input() const { return input_; }
  [[nodiscard]] const TrainViewState& state() const { return state_; }
  [[nodiscard]] const ImageTrainReport& report() const { return report_; }
  [[nodiscard]] glm::vec2 size() const { return size_; }
  [[nodiscard]] bool quit() const { return quit_; }
  /// The whole state as JSON, for scripts that drive the window; `items` are the controls in it.
  [[nodiscard]] std::string state_json(const std::vector<UiItem>& items) const;

  // Each is handed out once.
  [[nodiscard]] std::vector<HealthWarning> take_warnings() { return std::exchange(new_warnings_, {}); }
  [[nodiscard]] std::string take_clipboard() { return std::exchange(clipboard_, {}); }
  [[nodiscard]] bool take_open_wish() { return std::exchange(open_wish_, false); }

 private:
  void take_status();
  void take_frame(const ImageTrainFramePtr& frame);
  void look_for_sheets();
  void show_sheet(std::int64_t iteration);
  void show_latest();

  void act(const train_command::ToggleRun&);
  void act(const train_command::Step&);
  void act(const train_command::LookAt& c);
  void act(const train_command::LookBeside& c);
  void act(const train_command::LookAtStart&);
  void act(const train_command::FollowTraining&);
  void act(const train_command::SelectSpan& c);
  void act(const train_command::ClearSpan&);
  void act(const train_command::ToggleLogAxis& c);
  void act(const train_command::SavePicture&);
  void act(const train_command::CopyCommand&);
  void act(const train_command::OpenModel&);
  void act(const train_command::ToggleTheme&);
  void act(const train_command::ScaleInterface& c);
  void act(const train_command::TogglePanels&);
  void act(const train_command::ToggleHelp&);
  void act(const train_command::ToggleFullscreen&);
  void act(const train_command::Dismiss&);
  void act(const train_command::Quit&);

  const TrainRunOptions options_;
  SheetFolder sheets_;  ///< what the eye looks back at
  SheetFolder kept_;    ///< the same folder, of the worker's thread
  TrainViewState state_;
  TrainPanelInput input_;
  ImageTrainCurves curves_;
  ImageTrainFramePtr latest_;
  ImageTrainReport report_;
  std::size_t warnings_told_ = 0;
  std::vector<HealthWarning> new_warnings_;
  glm::vec2 size_{1280, 720};
  NoticeBoard notices_{input_.notice};
  std::string clipboard_;
  bool open_wish_ = false;
  bool quit_ = false;
  ImageTrainWorker worker_;  // last: it ends first
};

}  // namespace ganscope
