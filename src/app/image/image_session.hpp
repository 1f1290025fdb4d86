#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/image/image_run.hpp"
#include "app/image/lap_recorder.hpp"
#include "app/window/between_modes.hpp"
#include "app/window/session.hpp"
#include "engine/inference/image_worker.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/image_tour.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/image/image_state.hpp"

namespace ganscope {

/// What a window of image mode shows and what becomes of a person's commands: the worker, the place in
/// latent space, the clock of the flight, the choices about looking.
class ImageSession : public ModeSession<ImageViewState, ImagePanelInput, ImageViewCommand> {
 public:
  struct Parts {
    std::function<std::unique_ptr<Generator>(const ImageConfig&)> open;
    std::function<void()> notify;
    std::vector<std::string> shipped{};       ///< models that come along, by name
    std::vector<RecentModel> recent;          ///< the last first
    bool from_training = false;               ///< the other mode is a training, not the toy
    std::shared_ptr<BetweenModes> between{};  ///< with the search for latents; nullptr where there is none
  };
  ImageSession(const ImageRunOptions& options, Parts parts);

  /// Moves on by so many seconds and takes what the worker has made; true when there is something new to
  /// draw.
  bool update(double seconds);
  /// The worker has something that update() would take.
  [[nodiscard]] bool has_news() const;
  /// Something moves: update() is wanted at the display's rate.
  [[nodiscard]] bool animates() const;

  /// While another mode is in front: a recording goes on. Returns what there is to tell of it, or nothing.
  [[nodiscard]] std::optional<Notice> rest();
  /// The window closes: a lap that isn't done ends where it is, under a name that says so. Returns the line
  /// that says which, or "".
  [[nodiscard]] std::string close();

  [[nodiscard]] const CommandTable<ImageViewCommand>& commands() const override { return image_commands(); }
  /// A model, anchors, or a picture whose latent is searched for: by its name.
  void drop(const std::filesystem::path& file) override;

  /// Latents that a search has found become anchors, where they are of this model. True when there were some.
  bool take_found();

  [[nodiscard]] const ImageFramePtr& frame() const { return frame_; }
  [[nodiscard]] const ImageTour& tour() const { return tour_; }
  /// The configuration that shows this again, to the place on the path or off it; latents that no text says
  /// are written to files in the working folder first. Throws Error.
  [[nodiscard]] ImageConfig command_config();

 private:
  void perform(const ImageViewCommand& command) override;
  /// Kinds: model, anchors, card, picture, and save-anchors for a file that is written.
  [[nodiscard]] FileRequest file_request(const std::string& kind) override;
  void take_file(const std::string& kind, const std::filesystem::path& file) override;
  [[nodiscard]] nlohmann::ordered_json state_json() const override;
  [[nodiscard]] std::string command_line() override;
  void after_command() override {
    tell_brought_inside();
    refresh_input();
  }

  void open(const image_command::OpenModel& model);
  void take_card(const std::filesystem::path& file);
  void take(const ModelInfo& model);
  /// The tour of a model that was open before, where it fits still.
  [[nodiscard]] bool take_up(const ModelInfo& model);
  void begin_tour(const ModelInfo& model);
  void offer_anchors();
  void tell_failure(const ImageFrame& frame);
  void tell_brought_inside();
  [[nodiscard]] std::string label() const;
  /// "3 anchors of faces"; "" where none are offered.
  [[nodiscard]] std::string offered() const;
  void request();
  void refresh_input();
  void move_grid(double seconds);
  bool tend_recording();
  void start_recording();
  [[nodiscard]] ImageConfig recorded_config(TourLayout layout);
  void recover(RecoveryAsked asked);
  [[nodiscard]] std::string stem() const;
  [[nodiscard]] AnchorOrigin origin() const;

  using ModeSession::act;
  void act(const image_command::TogglePlay&);
  void act(const image_command::SetSpeed& c);
  void act(const image_command::SetPosition& c);
  void act(const image_command::MoveBy& c);
  void act(const image_command::Snap& c);
  void act(const image_command::ReturnToPath&);
  void act(const image_command::Generate&);
  void act(const image_command::ToggleExplore&);
  void act(const image_command::AddAnchor&);
  void act(const image_command::AddExpression& c);
  void act(const image_command::RenameAnchor& c);
  void act(const image_command::MoveAnchor& c);
  void act(const image_command::DeleteAnchor& c);
  void act(const image_command::GoToAnchor& c);
  void act(const image_command::SaveAnchors& c);
  void act(const image_command::LoadAnchors& c);
  void act(const image_command::TakeAnchors&);
  void act(const image_command::CellToAnchor& c);
  void act(const image_command::EditConfig& c);
  void act(const image_command::SetOption& c);
  void act(const image_command::DragImage& c);
  void act(const image_command::SetNumber& c);
  void act(const image_command::ToggleGridMotion&);
  void act(const image_command::SwapViews&);
  void act(const image_command::OpenModel& c);
  void act(const image_command::OpenFile& c);
  void act(const image_command::RecoverThis&);
  void act(const image_command::RecoverPicture& c);
  void act(const image_command::ToggleRecording&);
  void act(const image_command::EditLap& c);

  std::shared_ptr<BetweenModes> between_;
  ImageTour tour_;
  ImageConfig wanted_;  ///< of the next model to open
  /// What was left with another model: anchors, path, grid and the place.
  struct KeptTour {
    std::string path;   ///< of the model, whole
    std::string label;  ///< its name for the eye
    ImageTour tour;
  };
  std::vector<KeptTour> kept_;  ///< the last first
  /// Of another model, for this one.
  struct Offer {
    KeptTour from;
    std::vector<Anchor> began;  ///< those that this model began with
  };
  std::optional<Offer> offer_;
  std::optional<image_command::OpenModel> opening_;  ///< asked of the worker
  std::optional<image_command::OpenModel> failed_;   ///< could not be opened: a card may mend that
  std::string opened_;                               ///< the model of tour_, whole path; "" before the first
  ImageFramePtr frame_;
  std::uint64_t generation_ = 0;  ///< of the model that tour_ is for
  std::uint64_t stamp_ = 0;
  bool dirty_ = false;          ///< something changed since the last request
  double grid_time_ = 0;        ///< laps the grid should have moved by now
  std::uint64_t failures_ = 0;  ///< of the worker, told already
  std::unique_ptr<LapRecorder> recorder_;
  std::string recording_path_;
  /// A file that commands name, and the latents in it.
  struct Written {
    std::string path;
    std::vector<Anchor> latents;
  };
  [[nodiscard]] std::string written(const std::vector<Anchor>& anchors, const std::string& what,
                                    Written& last);
  Written anchors_file_;
  Written latent_file_;
  ImageWorker worker_;  // last: it ends first
};

}  // namespace ganscope
