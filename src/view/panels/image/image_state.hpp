#pragma once
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <glm/vec2.hpp>

#include "exchange/image_config.hpp"
#include "exchange/image_frame.hpp"
#include "exchange/recent_model.hpp"
#include "exchange/recording_format.hpp"
#include "view/layers/image_picture_options.hpp"
#include "view/panels/common/notice.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// What a recording of a lap is made of.
struct LapChoice {
  std::optional<TourLayout> layout{};  ///< unset: the large view, tour or grid
  RecordingFormat format = RecordingFormat::mp4;
  int side = 720;  ///< pixels each way
  int fps = 60;    ///< a GIF has at most 50
  bool operator==(const LapChoice&) const = default;
};

/// What a person has chosen about looking at images; changes no picture.
struct ImageViewState : WindowState {
  ImagePictureChoice picture;
  bool grid_large = false;  ///< the grid in the middle, the tour in the column
  LapChoice lap;

  [[nodiscard]] ImagePictureOptions picture_options() const { return {picture, theme, scale}; }
};

/// A recording that goes on beside the window.
struct LapRecording {
  double done = 0;           ///< share, 0 to 1
  double seconds_left = -1;  ///< negative: not known yet
  std::string path;
};

/// Everything the panels of image mode read.
struct ImagePanelInput {
  const ImageFrame* frame = nullptr;   ///< nullptr before the first one
  ImageConfig config;                  ///< path, grid, class; its anchors are those below
  std::vector<std::string> anchors;    ///< names
  std::vector<bool> brought_inside{};  ///< of each: it was beyond the prior's bounds
  std::string offered{};  ///< anchors of another model that fit this one: "3 anchors of faces"; "" for none
  std::vector<double> positions;     ///< of the anchors on the path; empty for an endless walk
  std::vector<double> strip;         ///< positions of the strip's pictures
  PathKind path = PathKind::circle;  ///< in force
  GridKind grid = GridKind::plane;   ///< in force
  Latent latent;                     ///< current
  std::string latent_text;           ///< how the current latent is written, where that is known
  double position = 0;               ///< laps
  double speed = 1;                  ///< signed, 1 is a lap in config.seconds
  bool playing = false;
  bool exploring = false;  ///< on an endless walk
  bool off_path = false;   ///< the current latent was drawn, dragged or edited
  bool grid_moving = false;
  double grid_position = 0;
  /// Where a cell of the grid is and how it is written, one or two lines; rows and columns from 0.
  std::function<std::string(int row, int column)> cell_text;
  std::vector<std::string> shipped;  ///< models that come along, by name
  std::vector<RecentModel> recent;   ///< the last first
  std::string failed{};              ///< model that could not be opened, for which a card may help
  bool from_training = false;        ///< the other mode is the training whose model this is
  std::optional<LapRecording> recording;
  Notice notice;
};

/// What a person asked for in one interface frame.
namespace image_command {
struct TogglePlay {};
struct SetSpeed {
  double speed = 1;
};
/// Leaves whatever is off the path.
struct SetPosition {
  double position = 0;
};
struct MoveBy {
  double laps = 0;
};
/// To the nearest anchor, or to the next (+1) or previous one (-1).
struct Snap {
  int by = 0;
};
struct ReturnToPath {};
struct Generate {};       ///< one new sample
struct ToggleExplore {};  ///< an endless walk
struct AddAnchor {};      ///< the current latent
struct AddExpression {
  std::string text;
};
struct RenameAnchor {
  std::size_t index = 0;
  std::string name;
};
struct MoveAnchor {
  std::size_t from = 0;
  std::size_t to = 0;
};
struct DeleteAnchor {
  std::size_t index = 0;
};
struct GoToAnchor {
  std::size_t index = 0;
};
struct SaveAnchors {
  std::string path;  ///< "": a name that is free in the working folder
};
struct LoadAnchors {
  std::string path;
};
/// Those of another model that were offered.
struct TakeAnchors {};
/// A cell of the grid becomes an anchor.
struct CellToAnchor {
  int row = 0;
  int column = 0;
};
struct EditConfig {
  ImageConfig config;
};
/// One option by its name, as the command line takes it.
struct SetOption {
  std::string option;  ///< "seconds 8"
};
/// Along two local directions; shares of the picture's size.
struct DragImage {
  glm::vec2 by{0, 0};
  bool begins = false;
};
struct SetNumber {
  std::size_t index = 0;
  double value = 0;
};
struct ToggleGridMotion {};
struct SwapViews {};
struct OpenModel {
  std::string path;
  std::string card{};           ///< empty: found by itself
  std::string tensor_prefix{};  ///< empty: found by itself
};
/// Searches for the latent of what is shown, which is known.
struct RecoverThis {};
/// Searches for the latent of a photo.
struct RecoverPicture {
  std::string path;
};
/// A model, with #PREFIX behind it one of its state dicts; or anchors where it is called .json, .npy or .npz;
/// or the card of the model that could not be opened before; or a picture whose latent is searched for.
/// `~/` is the home.
struct OpenFile {
  std::string path;
};
struct ToggleRecording {};  ///< records a lap, or ends the recording that goes on
struct EditLap {
  LapChoice choice;
};
}  // namespace image_command

using ImageViewCommand =
    std::variant<WindowCommand, image_command::TogglePlay, image_command::SetSpeed,
                 image_command::SetPosition, image_command::MoveBy, image_command::Snap,
                 image_command::ReturnToPath, image_command::Generate, image_command::ToggleExplore,
                 image_command::AddAnchor, image_command::AddExpression, image_command::RenameAnchor,
                 image_command::MoveAnchor, image_command::DeleteAnchor, image_command::GoToAnchor,
                 image_command::SaveAnchors, image_command::LoadAnchors, image_command::TakeAnchors,
                 image_command::CellToAnchor, image_command::EditConfig, image_command::SetOption,
                 image_command::DragImage, image_command::SetNumber, image_command::ToggleGridMotion,
                 image_command::SwapViews, image_command::OpenModel, image_command::OpenFile,
                 image_command::RecoverThis, image_command::RecoverPicture, image_command::ToggleRecording,
                 image_command::EditLap>;
using ImageViewCommands = std::vector<ImageViewCommand>;

}  // namespace ganscope
