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
#include "view/panels/common/time_command.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// What a person has chosen about looking at an image training; changes nothing of it.
struct TrainViewState : WindowState {
  TimeState time{.look_back = {}, .span = {}, .log_plots = {"Gradients"}};  ///< looks back at sheets
  std::optional<int> enlarged;  ///< the generated sample that is shown alone and large, from 0
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
  double epochs = 0;                 ///< that the run was begun for; 0: not known yet, or none
  Notice notice;
};

/// What a person asks of the training view alone.
namespace train_command {
struct ToggleRun {};
struct Step {};  ///< one iteration, then it pauses
/// A training that has finished goes on.
struct TrainOn {
  double epochs = 1;  ///< more, above 0
};
/// Shows one of the generated samples alone and large.
struct Enlarge {
  int sample = -1;  ///< from 0; -1: all of them again
};
}  // namespace train_command

using TrainViewCommand = std::variant<WindowCommand, TimeCommand, train_command::ToggleRun,
                                      train_command::Step, train_command::TrainOn, train_command::Enlarge>;
using TrainViewCommands = std::vector<TrainViewCommand>;

}  // namespace ganscope
