#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/image_train_log.hpp"
#include "exchange/image_train_status.hpp"
#include "view/panels/common/notice.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// What a person has chosen about looking at an image training; changes nothing of it.
struct TrainViewState : WindowState {
  std::optional<std::int64_t> look_back;  ///< the sheet of this iteration is shown; unset: the latest images
  std::optional<std::pair<std::int64_t, std::int64_t>> span;  ///< what the plots show; unset: the whole run
  std::set<std::string> log_plots{"Gradients"};               ///< plots in decades
};

/// Everything the panels of the training view read.
struct TrainPanelInput {
  ImageTrainConfig config;
  ImageTrainStatus status;
  const ImageTrainCurves* curves = nullptr;
  ImageStackPtr real;       ///< the batch the discriminator saw last; nullptr before the first
  ImageStackPtr generated;  ///< the latest, or those of the sheet looked at; nullptr before the first
  std::int64_t shown_iteration = 0;  ///< of `generated`
  std::vector<std::int64_t> sheets;  ///< iterations that have one, ascending
  Notice notice;
};

/// What a person asked for in one interface frame.
namespace train_command {
struct ToggleRun {};
struct Step {};  ///< one iteration, then it pauses
/// The last sheet at or before an iteration.
struct LookAt {
  std::int64_t iteration = 0;
};
struct LookBeside {
  int by = 0;  ///< sheets
};
struct LookAtStart {};
struct FollowTraining {};
struct SelectSpan {
  std::int64_t from = 0;
  std::int64_t to = 0;
};
struct ClearSpan {};
struct ToggleLogAxis {
  std::string plot;
};
struct SavePicture {};  ///< the images that are shown, as a sheet
struct CopyCommand {};
struct OpenModel {};  ///< the finished generator, in image mode
struct ToggleTheme {};
struct ScaleInterface {
  float by = 1;
};
struct TogglePanels {};
struct ToggleHelp {};
struct ToggleFullscreen {};
struct Dismiss {};
struct Quit {};
}  // namespace train_command

using TrainViewCommand =
    std::variant<train_command::ToggleRun, train_command::Step, train_command::LookAt,
                 train_command::LookBeside, train_command::LookAtStart, train_command::FollowTraining,
                 train_command::SelectSpan, train_command::ClearSpan, train_command::ToggleLogAxis,
                 train_command::SavePicture, train_command::CopyCommand, train_command::OpenModel,
                 train_command::ToggleTheme, train_command::ScaleInterface, train_command::TogglePanels,
                 train_command::ToggleHelp, train_command::ToggleFullscreen, train_command::Dismiss,
                 train_command::Quit>;
using TrainViewCommands = std::vector<TrainViewCommand>;

}  // namespace ganscope
