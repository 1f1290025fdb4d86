#pragma once
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <glm/vec2.hpp>

#include "app/train/timelapse.hpp"
#include "app/train/train_run.hpp"
#include "app/window/session.hpp"
#include "engine/train/image_train_worker.hpp"
#include "view/panels/train/train_commands.hpp"
#include "view/panels/train/train_state.hpp"

namespace ganscope {

/// What a window shows of an image training and what becomes of a person's commands: the worker, the
/// choices about looking, the sheets of the past.
class TrainSession : public ModeSession<TrainViewState, TrainPanelInput, TrainViewCommand> {
 public:
  TrainSession(const TrainRunOptions& options, std::function<void()> notify);

  /// Takes what the worker has made; true when there is something new to draw.
  bool update();
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const { return worker_.has_frame(); }

  [[nodiscard]] const CommandTable<TrainViewCommand>& commands() const override { return train_commands(); }
  /// A training takes no files, and says so.
  void drop(const std::filesystem::path& file) override;
  /// The finished model, or else the generator of an iteration before that was written last; "" for none.
  [[nodiscard]] const std::string& shown_model() const {
    return input_.status.model.empty() ? input_.status.snapshot : input_.status.model;
  }
  /// Ends the training, with a checkpoint where it isn't at its end; afterwards input() has the last word.
  void stop();

  [[nodiscard]] const ImageTrainReport& training_report() const { return report_; }

  /// Each is handed out once.
  [[nodiscard]] std::vector<HealthWarning> take_warnings() { return std::exchange(new_warnings_, {}); }

 private:
  void perform(const TrainViewCommand& command) override;
  [[nodiscard]] nlohmann::ordered_json state_json() const override;
  [[nodiscard]] bool close_something() override;
  void save_picture() override;
  /// Image mode shows the generator, so it is written first while the training goes on.
  void leave_for(const std::string& mode) override;
  [[nodiscard]] std::string command_line() override;

  void take_status();
  void take_frame(const ImageTrainFramePtr& frame);
  void look_for_sheets();
  void show_sheet(std::int64_t iteration);
  void show_latest();

  using ModeSession::act;
  void act(const TimeCommand& c);
  void act(const train_command::ToggleRun&);
  void act(const train_command::Step&);
  void act(const train_command::TrainOn& c);
  void act(const train_command::Enlarge& c);
  void act(const time_command::LookAt& c);
  void act(const time_command::LookBeside& c);
  void act(const time_command::LookAtStart&);
  void act(const time_command::FollowTraining&);

  TrainRunOptions options_;  ///< with the end that a person chose last
  SheetFolder sheets_;       ///< what the eye looks back at
  SheetFolder kept_;         ///< the same folder, of the worker's thread
  ImageTrainCurves curves_;
  ImageTrainFramePtr latest_;
  ImageTrainReport report_;
  std::optional<std::string> leaving_for_;  ///< the mode that waits for a snapshot
  std::size_t warnings_told_ = 0;
  std::vector<HealthWarning> new_warnings_;
  ImageTrainWorker worker_;  // last: it ends first
};

}  // namespace ganscope
