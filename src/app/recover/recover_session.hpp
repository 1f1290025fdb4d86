#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/recover/recover_run.hpp"
#include "app/recover/search_row.hpp"
#include "app/window/between_modes.hpp"
#include "app/window/session.hpp"
#include "engine/recovery/recovery_worker.hpp"
#include "view/panels/recover/recover_commands.hpp"

namespace ganscope {

/// What a window shows of a search for a picture's latent and what becomes of a person's commands: the
/// worker, the search's options, the moment that is looked at.
class RecoverSession : public ModeSession<RecoverViewState, RecoverPanelInput, RecoverViewCommand> {
 public:
  struct Parts {
    std::function<std::unique_ptr<DifferentiableGenerator>(const ImageConfig&)> open;
    std::function<void()> notify;
    std::shared_ptr<BetweenModes> between;  ///< with image mode
    int threads = 1;                        ///< of the worker
  };
  explicit RecoverSession(Parts parts);

  /// Takes what the worker has made; true when there is something new to draw.
  bool update();
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const { return worker_.has_frame(); }

  /// It comes to the front: begins what image mode asks for, or goes on where it was left.
  void enter();
  /// Nothing is searched behind another mode's back.
  void leave();

  [[nodiscard]] const CommandTable<RecoverViewCommand>& commands() const override {
    return recover_commands();
  }
  /// A photo: its latent is searched for, with the same model.
  void drop(const std::filesystem::path& file) override;

  enum class RecordingWish { none, start, stop };
  /// Handed out once.
  [[nodiscard]] RecordingWish take_recording_wish() {
    return std::exchange(recording_wish_, RecordingWish::none);
  }
  void set_recording(std::optional<SearchRecording> recording) { input_.recording = std::move(recording); }

  /// A name for files of this search, without an ending: "food-dcgan64-photo".
  [[nodiscard]] std::string stem() const;
  /// The command that searches for the same: what no file and no seed says is written to a PNG in the working
  /// folder first. Throws Error.
  [[nodiscard]] std::string command_line() override;

 private:
  void perform(const RecoverViewCommand& command) override;
  /// Kind: picture.
  [[nodiscard]] FileRequest file_request(const std::string& kind) override;
  void take_file(const std::string& kind, const std::filesystem::path& file) override;
  [[nodiscard]] nlohmann::ordered_json state_json() const override;
  [[nodiscard]] bool close_something() override;
  void save_picture() override;
  void leave_for(const std::string& mode) override;

  /// Throws Error where there is no search that could go on.
  void require_search() const;
  void begin();
  void take(const RecoveryFramePtr& frame);
  void tell_end(const RecoveryFrame& frame);
  void show(RecoveryMomentPtr moment);
  void show_latest();
  void show_past(const RecoveryMomentPtr& moment);
  [[nodiscard]] const RecoveryPath& path() const;

  using ModeSession::act;

  void act(const TimeCommand& c);
  void act(const search_command::ToggleRun&);
  void act(const search_command::Step&);
  void act(const search_command::SearchAgain&);
  void act(const search_command::SetOption& c);
  void act(const search_command::RecoverPicture& c);
  void act(const search_command::AddAnchor&);
  void act(const search_command::ToggleRecording&);
  void act(const search_command::EditRecording& c);
  void act(const time_command::LookAt& c);
  void act(const time_command::LookBeside& c);
  void act(const time_command::LookAtStart&);
  void act(const time_command::FollowTraining&);

  std::shared_ptr<BetweenModes> between_;
  std::optional<RecoveryAsked> asked_;  ///< what is searched for
  std::uint64_t run_ = 0;               ///< of the worker, whose frames count
  bool resumes_ = false;                ///< it ran when it was left
  RecordingWish recording_wish_ = RecordingWish::none;
  /// The target as a file that commands name.
  struct WrittenTarget {
    std::string path;
    PicturePtr picture;
  };
  WrittenTarget written_;
  RecoveryWorker worker_;  // last: it ends first
};

/// What is seen at a moment, as pictures and videos draw it.
[[nodiscard]] ShownSearch shown_search(const RecoveryFrame& frame, const RecoveryMoment& moment);

/// A criterion that suits the prior: what a window begins with.
[[nodiscard]] Criterion usual_criterion(const LatentSpace& space);

}  // namespace ganscope
