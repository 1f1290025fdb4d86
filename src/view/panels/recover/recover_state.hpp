#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "exchange/recording_format.hpp"
#include "exchange/recovery_frame.hpp"
#include "view/panels/common/notice.hpp"
#include "view/panels/common/time_command.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// The title of the plot that everyone wants in decades.
inline constexpr const char* kPixelErrorPlot = "Pixel error";

/// What a recording of a search is made as.
struct SearchRecordingChoice {
  RecordingFormat format = RecordingFormat::mp4;
  int fps = 30;  ///< kept moments a second; a GIF has at most 50
  bool operator==(const SearchRecordingChoice&) const = default;
};

/// What a person has chosen about looking at a search; changes nothing of it.
struct RecoverViewState : WindowState {
  TimeState time{.look_back = {}, .span = {}, .log_plots = {kPixelErrorPlot}};
  SearchRecordingChoice recording;
};

/// A recording in the making.
struct SearchRecording {
  double done = 0;  ///< share, 0 to 1
  std::string path;
};

/// Everything the panels of the search for latents read.
struct RecoverPanelInput {
  RecoveryFramePtr frame;   ///< nullptr before the first one
  RecoveryMomentPtr shown;  ///< the newest, or the one that is looked at; nullptr before the first
  PicturePtr difference;    ///< of the target and what is shown
  RecoveryConfig config;    ///< as chosen
  std::string model;        ///< path or name; "" before there is anything to search for
  std::string picture;      ///< its name, also while it is being opened
  bool running = false;     ///< as a person wants it
  std::optional<SearchRecording> recording;
  Notice notice;
};

/// What a person asks of the search for latents alone.
namespace search_command {
struct ToggleRun {};
struct Step {};         ///< one step, then it pauses
struct SearchAgain {};  ///< from other starts: the next seed
/// One option of the search by its name, as the command line takes it.
struct SetOption {
  std::string option;  ///< "criterion hard:2.5"
};
/// Another picture, for the same model.
struct RecoverPicture {
  std::string path;
};
struct AddAnchor {};        ///< the latent that is shown, for image mode
struct ToggleRecording {};  ///< makes a video of the path, or ends that one here
struct EditRecording {
  SearchRecordingChoice choice;
};
}  // namespace search_command

using RecoverViewCommand =
    std::variant<WindowCommand, TimeCommand, search_command::ToggleRun, search_command::Step,
                 search_command::SearchAgain, search_command::SetOption, search_command::RecoverPicture,
                 search_command::AddAnchor, search_command::ToggleRecording, search_command::EditRecording>;
using RecoverViewCommands = std::vector<RecoverViewCommand>;

}  // namespace ganscope
